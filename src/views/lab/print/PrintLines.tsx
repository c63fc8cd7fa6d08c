import { measures } from '../../../core/measures';
import { makeFrame, plotWidth, yAt } from '../../charts/axes/frame';
import { PlainAxes } from '../../charts/axes/PlainAxes';
import { wholeTicks } from '../../charts/axes/ticks';
import { Curves } from '../../charts/marks/Curves';
import { MeanCurves } from '../../charts/marks/MeanCurves';
import { useLab } from '../../labContext';
import { AngleEnds } from '../inside/angles/AngleEnds';
import { ANGLES, aboutAngles, angleAxis, angleLines, angleTop } from '../inside/angles/angles';
import { DeltaEnds } from '../inside/deltas/DeltaEnds';
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
import { meansText } from '../inside/lines/lineRows';
import { seedAngles, seedDeltas, sharedAngles, sharedDeltas } from '../inside/lines/sharedLines';
import type { InsideView } from '../inside/useInsideView';
import { PrintFigure } from './PrintFigure';

/** In SVG units; scaled to the paper. */
const SIZE = { width: 420, height: 168 } as const;
const VIEW_BOX = `0 0 ${SIZE.width} ${SIZE.height}`;

/** The angles of the shown layer; nothing if they were not measured. */
export function PrintAngles({ view: { experiment, rule, layer } }: { view: InsideView }) {
  const lab = useLab();
  const kind = lab.inside.useInside(({ angle }) => angle);
  const lines = angleLines(lab.byRule.rules(), kind, rule, layer);
  if (!experiment.measures.includes(kind) || lines.every(({ points }) => points.length === 0)) return null;
  const axis = angleAxis(angleTop(lines));
  const frame = makeFrame({ ...SIZE, labels: 112, narrow: true, axis });
  const { epochs } = experiment;
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
        <PlainAxes {...{ frame, axis }} to={epochs} xTicks={wholeTicks(0, epochs, plotWidth(frame))} />
        <path
          d={`M${frame.left} ${yAt(frame, axis, 90)}h${plotWidth(frame)}`}
          stroke="var(--ink3)"
          strokeDasharray="2 3"
        />
        <Curves frame={frame}>
          <MeanCurves {...{ frame, axis, epochs }} lines={sharedAngles(lines)} seeds={seedAngles(lines)} />
        </Curves>
        <AngleEnds {...{ frame, axis, epochs, lines }} />
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
  const frame = makeFrame({ ...SIZE, labels: 112, narrow: true, axis });
  const span = Math.max(1, hidden - 1);
  return (
    <PrintFigure
      title={DELTAS}
      subtitle={whenMeasured(epoch).toLowerCase()}
      about={[measures['delta-norms'].sentence, ON_ZERO, meansText(lines)].filter(Boolean).join(' ')}
    >
      <svg viewBox={VIEW_BOX} role="img" aria-label={DELTAS}>
        <PlainAxes
          {...{ frame, axis }}
          from={1}
          to={1 + span}
          xTicks={wholeTicks(1, hidden, plotWidth(frame))}
        />
        <Curves frame={frame}>
          <MeanCurves
            {...{ frame, axis }}
            epochs={span}
            lines={sharedDeltas(lines, axis)}
            seeds={seedDeltas(lines, axis)}
          />
        </Curves>
        <DeltaEnds {...{ frame, axis, span, lines, epoch }} />
      </svg>
    </PrintFigure>
  );
}
