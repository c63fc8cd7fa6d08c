import type { Inspection } from '../../../../core/run/inspect/network';
import type { RunId } from '../../../../core/run/spec';
import { drawnOf, type Scales, scaleKey } from '../../../../store/run/inside';
import { useLab } from '../../../labContext';
import { RescaleButton } from '../cells/RescaleButton';
import { beyond } from '../cells/ramp';
import { ScaleBar } from '../cells/ScaleBar';
import type { DiagramLayout } from './diagramLayout';
import type { Parts } from './reading/partSpots';
import './diagram.css';

interface Props {
  layout: DiagramLayout;
  inspection: Inspection | undefined;
  parts: Parts;
  scales: Scales;
  run: RunId;
}

const NOTHING: readonly number[] = [];

function Scale({ name, m, values }: { name: string; m: number; values: readonly number[] }) {
  return (
    <div className="diagram-scale">
      <span>{name}</span>
      <ScaleBar m={m} beyond={m > 0 ? beyond(values, m) : { low: false, high: false }} />
    </div>
  );
}

/** The drawing's colour scales; fixed until the user rescales. */
export function DiagramScales({ layout, inspection, parts, scales, run }: Props) {
  const lab = useLab();
  const drawn = layout.columns.filter(({ image }) => !image).map(({ layer }) => layer);
  const units = inspection?.layers.filter(({ layer }) => drawn.includes(layer)) ?? [];
  const weights = inspection?.wires.flatMap((one) => [...one.weights]) ?? NOTHING;
  const B = parts.pictures[0];
  return (
    <div className="diagram-scales">
      <Scale
        name="Units"
        m={inspection ? (scales[scaleKey(run, 'units')] ?? 0) : 0}
        values={units.flatMap((one) => Array.from(drawnOf(one)))}
      />
      <Scale name="Weights" m={scales[scaleKey(run, 'W')] ?? 0} values={weights} />
      {B && <Scale name={B.weights.label === 'F' ? 'F' : 'B'} m={B.icon.m} values={NOTHING} />}
      {inspection && (
        <RescaleButton
          title="Rescale everything here to the current values"
          plain
          onClick={lab.inside.rescale}
        />
      )}
    </div>
  );
}
