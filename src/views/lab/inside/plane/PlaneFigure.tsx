import { useMemo } from 'react';
import { threeDigits } from '../../../../core/format';
import { measures } from '../../../../core/measures';
import { shownLayers } from '../../../../core/measures/sampling';
import { type RuleId, rules } from '../../../../core/rules';
import { plotBox, plotHeight, plotWidth } from '../../../../figures/axes/plot';
import { PointReader } from '../../../charts/points/PointReader';
import { NumbersTable } from '../../../charts/table/NumbersTable';
import { useLab } from '../../../labContext';
import { LineSample } from '../../../theme/LineSample';
import { useSeries } from '../../../useSeries';
import { useSize } from '../../../useSize';
import { InsideFigure } from '../figure/InsideFigure';
import { NotMeasured } from '../figure/NotMeasured';
import type { InsideView } from '../useInsideView';
import { PlaneDrawing } from './PlaneDrawing';
import {
  dotsOf,
  floorOf,
  lastOf,
  planeOf,
  planeRows,
  planeSummary,
  readingOf,
  type Trail,
  trailsOf,
} from './plane';
import './plane.css';

const TITLE = 'Bias and variance of the gradient';
/** Pixels of a figure in a file. */
const FILE = { width: 520, height: 320 } as const;

interface Shown {
  trails: readonly Trail[];
  floor: number | undefined;
}

function PlanePlot({ trails, floor }: Shown) {
  const [ref, size] = useSize<HTMLDivElement>();
  const plane = useMemo(() => planeOf(trails, floor, size), [trails, floor, size]);
  const { plot } = plane;
  const box = plotBox(plot);
  const spots = dotsOf(trails, plane).map(({ x, y }) => ({
    x: (x - box.left) / plotWidth(plot),
    y: (y - box.top) / plotHeight(plot),
    outside: false,
  }));
  return (
    <div className="plane-plot" ref={ref}>
      {size.width > 0 && (
        <>
          <svg width={size.width} height={size.height} aria-hidden="true">
            <PlaneDrawing {...{ plane, trails, floor }} />
          </svg>
          <PointReader
            {...{ box, spots, title: TITLE }}
            values={trails.map((trail) => lastOf(trail).snr)}
            told={(place) => readingOf(trails[place] as Trail)}
          />
        </>
      )}
    </div>
  );
}

function Legend({ ruleIds }: { ruleIds: readonly RuleId[] }) {
  return (
    <ul className="plane-legend">
      {ruleIds.map((rule) => (
        <li key={rule} className={`ruled rule-${rule}`}>
          <LineSample rule={rule} />
          {rules[rule].name}
        </li>
      ))}
    </ul>
  );
}

function PlaneTable({ trails, floor }: Shown) {
  return (
    <NumbersTable
      title={TITLE}
      head="Layer"
      columns={['Signal to noise', 'Pure noise', 'Cosine', 'Epoch'].map((name) => ({ key: name, name }))}
      rows={trails.map((trail) => {
        const { snr, cosine, epoch } = lastOf(trail);
        return {
          key: trail.key,
          head: `${rules[trail.rule].name}, ${trail.layerName}`,
          cells: [snr, floor, cosine, epoch],
        };
      })}
      text={(value) => (Number.isInteger(value) ? String(value) : threeDigits(value))}
    />
  );
}

/** A dot for each algorithm and layer: right is less variance, up is less bias. */
export function PlaneFigure({ view }: { view: InsideView }) {
  const lab = useLab();
  const { experiment, sizes, layer, started } = view;
  const version = useSeries('epochs', 500);
  const last = sizes.length - 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; its version stands for it.
  const { trails, floor } = useMemo((): Shown => {
    const record = lab.byRule.rules();
    const layers = shownLayers(sizes, layer).filter((one) => one > 0);
    return { trails: trailsOf(record, layers, last), floor: floorOf(record) };
  }, [version, experiment, layer, last]);
  const measured = experiment.measures.includes('gradient-noise');
  const exports = trails.length > 0 && {
    draw: () => ({
      ...FILE,
      content: <PlaneDrawing {...{ trails, floor }} plane={planeOf(trails, floor, FILE)} />,
    }),
    rows: () => planeRows(trails, floor),
  };
  return (
    <InsideFigure
      title={TITLE}
      subtitle=""
      summary={planeSummary(trails, floor)}
      table={measured ? () => <PlaneTable {...{ trails, floor }} /> : undefined}
      exports={exports || undefined}
      className="figure-plane"
    >
      <p className="quiet figure-about">{measures['gradient-noise'].sentence}</p>
      {measured ? (
        <>
          <PlanePlot {...{ trails, floor }} />
          <Legend ruleIds={experiment.rules} />
          <p className="quiet figure-about">
            Right: less variance. Up: less bias. Numbers are layers; lines lead there from before training.
          </p>
        </>
      ) : (
        <NotMeasured measure="gradient-noise" started={started} />
      )}
    </InsideFigure>
  );
}
