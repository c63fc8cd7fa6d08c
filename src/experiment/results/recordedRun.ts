/** A run's events as they are recorded: one curve per quantity, computed values only. */
import type { MeasureId } from '../../core/measures';
import type { EpochEvent, MeasuresEvent, RunEvent } from '../../core/run/events';
import type { RunSpec } from '../../core/run/spec';
import type { RecordedRun } from './record';

/** Significant digits of single precision. */
const DIGITS = 7;
const rounded = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;

type Series = Record<string, ((number | null)[] | null)[]>;

/** Names of all series of a measure. */
const seriesOf = (events: readonly MeasuresEvent[], id: MeasureId): readonly string[] => [
  ...new Set(events.flatMap(({ values }) => Object.keys(values[id] ?? {}))),
];

/** Series without a single value are left out: BP has no error memory. */
function measured(events: readonly MeasuresEvent[], epochs: number): RecordedRun['measures'] {
  const ids = [...new Set(events.flatMap(({ values }) => Object.keys(values) as MeasureId[]))];
  const byEpoch = new Map(events.map((event) => [event.epoch, event.values]));
  const found: Partial<Record<MeasureId, Series>> = {};
  for (const id of ids)
    for (const name of seriesOf(events, id)) {
      const values = Array.from(
        { length: epochs + 1 },
        (_, epoch) => byEpoch.get(epoch)?.[id]?.[name]?.map(rounded) ?? null,
      );
      if (values.every((one) => one === null || one.every((each) => each === null))) continue;
      found[id] = { ...found[id], [name]: values };
    }
  return found;
}

/** @param events all of a run's, to its end */
export function recordedRun(
  { rule, seed }: Pick<RunSpec, 'rule' | 'seed'>,
  events: readonly RunEvent[],
): RecordedRun {
  const epochs = events.filter((event) => event.type === 'epoch');
  const curveOf = (name: keyof EpochEvent & ('testAccuracy' | 'testLoss' | 'trainingLoss')) =>
    epochs.map((event) => rounded(event[name]));
  const diverged = events.find((event) => event.type === 'diverged');
  const stuckSince = events.find((event) => event.type === 'summary')?.stuckSince;
  return {
    rule,
    seed,
    testAccuracy: curveOf('testAccuracy'),
    testLoss: curveOf('testLoss'),
    trainingLoss: curveOf('trainingLoss'),
    measures: measured(
      events.filter((event) => event.type === 'measures'),
      epochs.length,
    ),
    ...(diverged === undefined ? {} : { stoppedAt: diverged.step }),
    ...(stuckSince === undefined ? {} : { stuckSince }),
  };
}
