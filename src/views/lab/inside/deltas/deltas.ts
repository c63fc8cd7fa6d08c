/** Norm of the delta at each hidden layer: makes the lines of a chart over layers from the measurements. */
import { threeDigits } from '../../../../core/format';
import { powerOfTen } from '../../../../core/random/portable';
import type { RuleId } from '../../../../core/rules';
import { rules } from '../../../../core/rules';
import type { MeasuresEvent } from '../../../../core/run/events';
import { type Axis, LANE } from '../../../../figures/axes/scale';
import { endText, niceStep, steppedTicks } from '../../../../figures/axes/ticks';
import { meanText, type RuleRecord, type RuleSeries } from '../../../../store/run/byRule';
import { brokeOff } from '../../../../store/run/series';

/** Title of the figure. */
export const DELTAS = 'Delta by layer';

export interface DeltaLine {
  readonly key: RuleId;
  readonly name: string;
  /** Epoch of the measurement; older than the others' if the rule has ended. */
  readonly epoch: number;
  /** x is the hidden layer, from 1; y the norm, which may be 0. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** "mean of 4"; undefined if the rule has one run. */
  readonly mean?: string;
  /** Single seeds, if the rule has several. */
  readonly seeds: readonly (Pick<DeltaLine, 'name' | 'points'> & {
    readonly key: string;
    readonly seed: number;
  })[];
}

type Measured = Pick<RuleSeries, 'measures' | 'end'>;

const normsOf = ({ values }: MeasuresEvent): readonly (number | null)[] => values['delta-norms']?.norm ?? [];
const told = ({ measures }: Measured): MeasuresEvent[] =>
  measures.filter((event) => normsOf(event).some((norm) => norm !== null));

/** Epochs with a measurement of some rule, ascending. */
export function deltaEpochs(record: RuleRecord): number[] {
  const all = [...record.values()].flatMap((series) => told(series).map(({ epoch }) => epoch));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** The last epoch measured by all rules that are still training, so that all lines are from the same epoch. */
export function latestEpoch(record: RuleRecord): number | undefined {
  const all = [...record.values()].filter((series) => told(series).length > 0);
  const going = all.filter((series) => !brokeOff(series));
  const lasts = (going.length > 0 ? going : all).map((series) => told(series).at(-1)?.epoch ?? 0);
  return lasts.length === 0 ? undefined : Math.min(...lasts);
}

/** The measurement of an epoch, or the last one if the series ended before. */
function eventAt(series: Measured, epoch: number): Pick<DeltaLine, 'epoch' | 'points'> | undefined {
  const event = told(series).findLast(
    (one) => one.epoch === epoch || (brokeOff(series) && one.epoch < epoch),
  );
  if (!event) return undefined;
  return {
    epoch: event.epoch,
    points: normsOf(event).flatMap((y, i) => (y === null ? [] : [{ x: i + 1, y }])),
  };
}

/** The lines of one epoch; a rule that ended before shows its last measurement. */
export function deltaLines(record: RuleRecord, epoch: number): DeltaLine[] {
  return [...record].flatMap(([rule, series]) => {
    const own = eventAt(series, epoch);
    if (!own) return [];
    const { name } = rules[rule];
    const mean = meanText(series);
    const seeds = (series.several?.runs ?? []).flatMap((run) => {
      const at = eventAt(run, epoch);
      return at
        ? [{ key: run.id, seed: run.seed, name: `${name}, seed ${run.seed}`, points: at.points }]
        : [];
    });
    return [{ key: rule, name, ...own, ...(mean === undefined ? {} : { mean }), seeds }];
  });
}

/** Exponents of ten at the ends of the axis. */
export interface Decades {
  readonly low: number;
  readonly high: number;
}

const ROOM = 1 / 3;

/** Range of all norms up to an epoch, with room for changes in training; zeros have their own lane. */
export function decadesOf(record: RuleRecord, until: number): Decades {
  const all = [...record.values()].flatMap((series): readonly Measured[] => [
    series,
    ...(series.several?.runs ?? []),
  ]);
  const norms = all.flatMap((series) =>
    told(series)
      .filter(({ epoch }) => epoch <= until)
      .flatMap((event) => normsOf(event).filter((norm) => norm !== null && norm > 0) as number[]),
  );
  if (norms.length === 0) return { low: -2, high: 1 };
  const [least, most] = [norms.reduce((a, b) => Math.min(a, b)), norms.reduce((a, b) => Math.max(a, b))];
  const [bottom, top] = [Math.log10(least), Math.log10(most)];
  // Vanishing deltas vanish further in training.
  return { low: Math.floor(bottom - Math.max(0.7, ROOM * (top - bottom))), high: Math.ceil(top + 0.3) };
}

export const ON_ZERO = 'On 0: the delta is zero, or too small for single precision.';
const MOST_STEPS = 5;

/** Logarithmic; 0 has its own lane at the bottom, and values beyond an end are clamped to it. */
export function deltaAxis({ low, high }: Decades): Axis {
  const powers = steppedTicks(low, high, niceStep(high - low, MOST_STEPS)).filter(({ at }) =>
    Number.isInteger(at),
  );
  const zero = low - LANE * (high - low);
  const [least, most] = [powerOfTen(low), powerOfTen(high)];
  return {
    domain: [zero, high],
    ticks: [{ at: zero, label: '0' }, ...powers.map(({ at }) => ({ at, label: endText(powerOfTen(at)) }))],
    carry: (norm) => (norm > 0 ? Math.min(high, Math.max(low, Math.log10(norm))) : zero),
    edges: {
      top: { holds: (norm) => norm > most * (1 + 1e-6), label: `above ${endText(most)}` },
      bottom: {
        holds: (norm) => norm > 0 && norm < least * (1 - 1e-6),
        label: `below ${endText(least)}`,
      },
    },
  };
}

export const whenMeasured = (epoch: number): string =>
  epoch === 0 ? 'Before training' : `After epoch ${epoch}`;

/** "After epoch 3: BP 3.1e−8 at layer 1, 0.31 at layer 30; DFA …" */
export function deltaSummary(lines: readonly DeltaLine[]): string {
  if (lines.length === 0) return 'Nothing is measured yet.';
  const epoch = Math.max(...lines.map((line) => line.epoch));
  const said = lines.map(({ name, epoch: own, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    const at = (point: typeof first) => `${threeDigits(point?.y ?? Number.NaN)} at layer ${point?.x}`;
    const ends = points.length > 1 ? `${at(first)}, ${at(last)}` : at(first);
    const zeros = points.filter(({ y }) => y === 0).length;
    const none = zeros > 0 ? `, zero at ${zeros} of ${points.length} layers` : '';
    return `${name}${own < epoch ? ` (epoch ${own})` : ''} ${ends}${none}`;
  });
  return `${whenMeasured(epoch)}: ${said.join('; ')}.`;
}
