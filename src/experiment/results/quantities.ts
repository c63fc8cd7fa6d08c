/** Everything that was recorded of an arm's rule, with names and texts, for tables. */
import { coefficient, degrees, lossSpread, percentSpread, threeDigits } from '../../core/format';
import { type MeasureId, measures } from '../../core/measures';
import { unitOf } from '../../core/measures/unit';
import type { RuleId } from '../../core/rules';
import { datasetInfo } from '../../data/storage/ownDatasets';
import type { Statistics } from '../aggregate';
import { type Curve, curveAt, type MeasuredPlace, measureAt, measureMeanAt, runsOf } from './curves';
import type { Recorded, RecordedRun } from './record';
import type { Arm } from './study';

export interface Quantity {
  /** "Test accuracy"; "Angle to backprop, layer 1" */
  readonly name: string;
  /** @param epoch from 0; undefined where there is no value */
  readonly at: (epoch: number) => Statistics | undefined;
  /** Mean ± deviation. */
  readonly text: (value: Statistics) => string;
}

const percents = ({ mean, sd }: Statistics): string => percentSpread(mean, sd, 2);
const losses = ({ mean, sd }: Statistics): string => lossSpread(mean, sd);

const curves: Readonly<Record<Curve, Pick<Quantity, 'name' | 'text'>>> = {
  testAccuracy: { name: 'Test accuracy', text: percents },
  testLoss: { name: 'Test loss', text: losses },
  trainingLoss: { name: 'Training loss', text: losses },
};

const spread =
  (format: (value: number) => string) =>
  ({ mean, sd }: Statistics): string =>
    sd === undefined ? format(mean) : `${format(mean)} ± ${format(sd)}`;
const cosines = spread((value) => coefficient(value, 3));

const units: Readonly<Record<ReturnType<typeof unitOf>, Quantity['text']>> = {
  degrees: spread(degrees),
  cosine: cosines,
  coefficient: cosines,
  number: spread(threeDigits),
  share: ({ mean, sd }) => percentSpread(mean, sd, 1),
};

type Labelled = Exclude<(typeof measures)[MeasureId], { kind: 'batch' }>;

const placeNames: Readonly<Record<Labelled['per'], (place: number, dataset: string) => string>> = {
  layer: (place) => `layer ${place + 1}`,
  network: () => '',
  class: (place, dataset) => datasetInfo(dataset)?.classNames?.[place] ?? String(place),
};

/** Places of a series: as many as any run has. */
const widthOf = (runs: readonly RecordedRun[], measure: MeasureId, series: string): number =>
  Math.max(
    0,
    ...runs.flatMap((run) => (run.measures[measure]?.[series] ?? []).map((one) => one?.length ?? 0)),
  );

const unique = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

/** Layers of which each has a row of its own. */
const MOST_LAYERS = 6;

function measuredPlaces(runs: readonly RecordedRun[], dataset: string): readonly Quantity[] {
  const ids = unique(runs.map((run) => Object.keys(run.measures))) as MeasureId[];
  return ids.flatMap((id) => {
    const measure = measures[id];
    if (measure.kind === 'batch') return [];
    const names: Readonly<Record<string, string>> = measure.series;
    const single = Object.keys(names).length === 1;
    return unique(runs.map((run) => Object.keys(run.measures[id] ?? {}))).flatMap((series) => {
      const name = (place: string): string =>
        [measure.name, single ? '' : names[series], place].filter(Boolean).join(', ');
      const text = units[unitOf(measure, series)];
      const width = widthOf(runs, id, series);
      if (measure.per === 'layer' && width > MOST_LAYERS) {
        const of = { measure: id, series, places: width - 1 };
        return [
          {
            name: name('mean of hidden layers'),
            text,
            at: (epoch: number) => measureMeanAt(runs, of, epoch),
          },
        ];
      }
      return Array.from({ length: width }, (_, place) => {
        const of: MeasuredPlace = { measure: id, series, place };
        const at = (epoch: number) => measureAt(runs, of, epoch);
        return { name: name(placeNames[measure.per](place, dataset)), text, at };
      });
    });
  });
}

/** Curves first, then the measures that have values. */
export function quantitiesOf(recorded: Recorded, { id, experiment }: Arm, rule: RuleId): readonly Quantity[] {
  const runs = runsOf(recorded, id, rule);
  const { dataset } = experiment;
  const names = Object.keys(curves) as Curve[];
  const shown = names.filter((curve) => runs.some((run) => run[curve].some((value) => value !== null)));
  return [
    ...shown.map((curve) => ({ ...curves[curve], at: (epoch: number) => curveAt(runs, curve, epoch) })),
    ...measuredPlaces(runs, dataset),
  ];
}
