import { useMemo, useState } from 'react';
import { measures } from '../../../../core/measures';
import { evenly } from '../../../../core/measures/sampling';
import { meansText } from '../../../../figures/angles/meansText';
import { useLab } from '../../../labContext';
import { Select } from '../../../parts/Select';
import { useSeries } from '../../../useSeries';
import { RescaleButton } from '../cells/RescaleButton';
import { NotMeasured } from '../figure/NotMeasured';
import { LinesFigure, LinesPlot } from '../lines/LinesFigure';
import type { InsideView } from '../useInsideView';
import { deltaSpec } from './deltaSpec';
import {
  DELTAS,
  type Decades,
  decadesOf,
  deltaAxis,
  deltaEpochs,
  deltaLines,
  deltaSummary,
  latestEpoch,
  ON_ZERO,
  whenMeasured,
} from './deltas';
import './deltas.css';

const LATEST = 'latest';
/** Maximum number of selectable epochs; longer runs offer evenly spaced ones. */
const MOST_EPOCHS = 101;

/** Range of the axis: fixed by the values before training until the user rescales. */
function useDecades(version: number): { decades: Decades; outgrown: boolean; rescale: () => void } {
  const lab = useLab();
  const generation = lab.runs.useRuns((state) => state.generation);
  const [chosen, setChosen] = useState<{ generation: number; decades: Decades }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; its version stands for it.
  const [first, all] = useMemo(
    () => [decadesOf(lab.byRule.rules(), 0), decadesOf(lab.byRule.rules(), Number.POSITIVE_INFINITY)],
    [generation, version],
  );
  const decades = chosen?.generation === generation ? chosen.decades : first;
  return {
    decades,
    outgrown: all.low < decades.low || all.high > decades.high,
    rescale: () => setChosen({ generation, decades: all }),
  };
}

function EpochChoice({ epochs, own }: { epochs: readonly number[]; own: number | undefined }) {
  const lab = useLab();
  const shown = evenly(epochs.length, MOST_EPOCHS).map((i) => epochs[i] as number);
  return (
    <Select
      label="Epoch"
      value={own === undefined ? LATEST : String(own)}
      onChange={(id) => lab.inside.chooseDeltaEpoch(id === LATEST ? undefined : Number(id))}
    >
      <option value={LATEST}>Latest</option>
      {shown.map((epoch) => (
        <option key={epoch} value={String(epoch)}>
          {epoch === 0 ? 'Before training' : `Epoch ${epoch}`}
        </option>
      ))}
    </Select>
  );
}

/** Norm of the delta at each hidden layer, one line per rule. */
export function DeltaFigure({ view }: { view: InsideView }) {
  const lab = useLab();
  const { experiment, hidden, started } = view;
  const version = useSeries('epochs', 500);
  const chosen = lab.inside.useInside(({ deltaEpoch }) => deltaEpoch);
  const { decades, outgrown, rescale } = useDecades(version);
  const axis = useMemo(() => deltaAxis(decades), [decades]);
  const record = lab.byRule.rules();
  const epochs = deltaEpochs(record);
  const own = epochs.find((epoch) => epoch === chosen);
  const epoch = own ?? latestEpoch(record) ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; its version stands for it.
  const lines = useMemo(() => deltaLines(lab.byRule.rules(), epoch), [epoch, version, experiment]);
  const spec = useMemo(() => deltaSpec({ lines, axis, hidden, epoch }), [lines, axis, hidden, epoch]);
  const measured = experiment.measures.includes('delta-norms');
  return (
    <LinesFigure
      title={DELTAS}
      subtitle={lines.length > 0 ? whenMeasured(epoch).toLowerCase() : ''}
      summary={deltaSummary(lines)}
      tools={<EpochChoice epochs={epochs} own={own} />}
      spec={spec}
      className="figure-deltas"
    >
      <p className="quiet figure-about">{measures['delta-norms'].sentence}</p>
      {measured ? <LinesPlot spec={spec} /> : <NotMeasured measure="delta-norms" started={started} />}
      {measured && (
        <p className="quiet figure-about delta-foot">
          <span>{[ON_ZERO, meansText(lines)].filter(Boolean).join(' ')}</span>
          {outgrown && <RescaleButton title="Rescale the axis to the current norms" onClick={rescale} />}
        </p>
      )}
    </LinesFigure>
  );
}
