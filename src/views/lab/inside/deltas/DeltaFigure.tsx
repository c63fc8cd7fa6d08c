import { useMemo, useState } from 'react';
import { threeDigits } from '../../../../core/format';
import { measures } from '../../../../core/measures';
import { evenly } from '../../../../core/measures/sampling';
import { makeFrame, plotWidth } from '../../../charts/axes/frame';
import type { Axis } from '../../../charts/axes/scale';
import { wholeTicks } from '../../../charts/axes/ticks';
import { useLab } from '../../../labContext';
import { Select } from '../../../parts/Select';
import { useSeries } from '../../../useSeries';
import { useSize } from '../../../useSize';
import { RescaleButton } from '../cells/RescaleButton';
import { InsideFigure } from '../InsideFigure';
import { LineReader } from '../lines/LineReader';
import { LineTable } from '../lines/LineTable';
import { meansText, withSeeds } from '../lines/lineRows';
import { NotMeasured } from '../NotMeasured';
import type { InsideView } from '../useInsideView';
import { DeltaEnds } from './DeltaEnds';
import { DeltaLines } from './DeltaLines';
import {
  DELTAS,
  type Decades,
  type DeltaLine,
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
/** Choices of an epoch; of a long run so many, evenly. */
const MOST_EPOCHS = 101;

interface PlotProps {
  lines: readonly DeltaLine[];
  axis: Axis;
  hidden: number;
  epoch: number;
}

function DeltaPlot({ lines, axis, hidden, epoch }: PlotProps) {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const frame = useMemo(
    () => makeFrame({ width, height, labels: 112, narrow: true, axis }),
    [width, height, axis],
  );
  const span = Math.max(1, hidden - 1);
  const layers = useMemo(() => wholeTicks(1, hidden, plotWidth(frame)), [hidden, frame]);
  return (
    <div className="line-plot" ref={ref}>
      {width > 0 && (
        <>
          <div aria-hidden="true" className="drawing">
            <DeltaLines {...{ frame, axis, span, layers, lines }} />
          </div>
          <DeltaEnds {...{ frame, axis, span, lines, epoch }} />
          <LineReader
            {...{ frame, lines }}
            from={1}
            to={1 + span}
            label={`${DELTAS}: read the values at a layer`}
            placeText={(layer) => `Hidden layer ${layer}`}
            valueText={threeDigits}
          />
        </>
      )}
    </div>
  );
}

/** Fixed by what stands before training, and anew when it is asked for. */
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

/** How much of the delta arrives at each hidden layer, one line per rule. */
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
  const lines = deltaLines(record, epoch);
  const measured = experiment.measures.includes('delta-norms');
  return (
    <InsideFigure
      title={DELTAS}
      subtitle={lines.length > 0 ? whenMeasured(epoch).toLowerCase() : ''}
      summary={deltaSummary(lines)}
      tools={<EpochChoice epochs={epochs} own={own} />}
      table={() => (
        <LineTable lines={withSeeds(lines)} title={DELTAS} place="Hidden layer" text={threeDigits} />
      )}
      className="figure-deltas"
    >
      <p className="quiet figure-about">{measures['delta-norms'].sentence}</p>
      {measured ? (
        <DeltaPlot {...{ lines, axis, hidden, epoch }} />
      ) : (
        <NotMeasured measure="delta-norms" started={started} />
      )}
      {measured && (
        <p className="quiet figure-about delta-foot">
          <span>{[ON_ZERO, meansText(lines)].filter(Boolean).join(' ')}</span>
          {outgrown && (
            <RescaleButton title="Take the present norms as the ends of the axis" onClick={rescale} />
          )}
        </p>
      )}
    </InsideFigure>
  );
}
