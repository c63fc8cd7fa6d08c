import { measures } from '../../../core/measures';
import { angleSpec } from '../../../figures/angles/angleSpec';
import { ANGLES, aboutAngles, angleLines } from '../../../figures/angles/angles';
import { meansText } from '../../../figures/angles/meansText';
import { LineDrawing } from '../../../figures/lines/LineDrawing';
import { usePreferences } from '../../../store/page/preferences';
import { useLab } from '../../labContext';
import { deltaSpec } from '../inside/deltas/deltaSpec';
import {
  DELTAS,
  decadesOf,
  deltaAxis,
  deltaEpochs,
  deltaLines,
  latestEpoch,
  ON_ZERO,
  whenMeasured,
} from '../inside/deltas/deltas';
import type { InsideView } from '../inside/useInsideView';
import { PrintFigure } from './PrintFigure';

/** In SVG units; scaled to the paper. */
const SIZE = { width: 420, height: 168 } as const;
const VIEW_BOX = `0 0 ${SIZE.width} ${SIZE.height}`;

/** The angles of the shown layer; nothing if they were not measured. */
export function PrintAngles({ view: { experiment, rule, layer } }: { view: InsideView }) {
  const lab = useLab();
  const kind = lab.inside.useInside(({ angle }) => angle);
  const unit = usePreferences(({ angleUnit }) => angleUnit);
  const lines = angleLines(lab.byRule.rules(), kind, rule, layer, unit);
  if (!experiment.measures.includes(kind) || lines.every(({ points }) => points.length === 0)) return null;
  const { name, sentence } = measures[kind];
  const where = `hidden layer ${layer}`;
  const about = [sentence, aboutAngles(lines, kind, rule, experiment.rules)].filter(Boolean).join(' ');
  return (
    <PrintFigure
      title={ANGLES}
      subtitle={name === ANGLES ? where : `${name.toLowerCase()}, ${where}`}
      about={about}
    >
      <svg viewBox={VIEW_BOX} role="img" aria-label={ANGLES}>
        <LineDrawing spec={angleSpec(lines, experiment.epochs, unit)} size={SIZE} />
      </svg>
    </PrintFigure>
  );
}

/** The deltas of the shown epoch; nothing if they were not measured. */
export function PrintDeltas({ view: { hidden } }: { view: InsideView }) {
  const lab = useLab();
  const chosen = lab.inside.useInside(({ deltaEpoch }) => deltaEpoch);
  const record = lab.byRule.rules();
  const epoch = deltaEpochs(record).find((one) => one === chosen) ?? latestEpoch(record) ?? 0;
  const lines = deltaLines(record, epoch);
  if (hidden === 0 || lines.length === 0) return null;
  // There is no "Rescale" on paper, so the axis covers all epochs.
  const axis = deltaAxis(decadesOf(record, Number.POSITIVE_INFINITY));
  return (
    <PrintFigure
      title={DELTAS}
      subtitle={whenMeasured(epoch).toLowerCase()}
      about={[measures['delta-norms'].sentence, ON_ZERO, meansText(lines)].filter(Boolean).join(' ')}
    >
      <svg viewBox={VIEW_BOX} role="img" aria-label={DELTAS}>
        <LineDrawing spec={deltaSpec({ lines, axis, hidden, epoch })} size={SIZE} />
      </svg>
    </PrintFigure>
  );
}
