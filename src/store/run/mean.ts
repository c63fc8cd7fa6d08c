/** Pointwise means of several runs of one rule, over the points that all of them have. */
import type { EpochEvent, MeasuredSeries, MeasuresEvent } from '../../core/run/events';
import { statistics } from '../../experiment/aggregate';
import type { Curve, Points } from './series';

const meanOf = (values: readonly number[]): number => statistics(values)?.mean ?? Number.NaN;
const shortest = (lists: readonly { readonly length: number }[]): number =>
  lists.length === 0 ? 0 : Math.min(...lists.map(({ length }) => length));

/**
 * Runs of one rule report at the same steps. Sums as `statistics` does, but without its arrays, because charts are
 * redrawn often.
 */
function meanPoints([first, ...others]: readonly Points[]): Points {
  if (!first) return { x: new Float64Array(0), y: new Float64Array(0), length: 0 };
  const length = shortest([first, ...others]);
  const y = first.y.slice(0, length);
  for (let i = 0; i < length; i += 1) {
    const own = first.y[i] as number;
    let offsets = 0;
    for (const other of others) offsets += (other.y[i] as number) - own;
    y[i] = own + offsets / (others.length + 1);
  }
  return { x: first.x.slice(0, length), y, length };
}

/** Samples between epochs differ from run to run, so the mean has none. */
export function meanCurve(curves: readonly Curve[]): Curve {
  const starts = curves.flatMap(({ start }) => start ?? []);
  return {
    points: meanPoints(curves.map(({ points }) => points)),
    between: { x: new Float64Array(0), y: new Float64Array(0), length: 0 },
    ...(starts.length > 0 && starts.length === curves.length ? { start: meanOf(starts) } : {}),
  };
}

/** Epochs that all runs have; seconds and bytes are the first run's. */
export function meanEpochs(all: readonly (readonly EpochEvent[])[]): EpochEvent[] {
  return Array.from({ length: shortest(all) }, (_, i) => {
    const same = all.map((epochs) => epochs[i] as EpochEvent);
    const mean = (of: 'trainingLoss' | 'testLoss' | 'testAccuracy') => meanOf(same.map((one) => one[of]));
    return {
      ...(same[0] as EpochEvent),
      trainingLoss: mean('trainingLoss'),
      testLoss: mean('testLoss'),
      testAccuracy: mean('testAccuracy'),
    };
  });
}

/** Layer by layer over the runs that have a number; null where none has. */
function meanLayers(all: readonly (readonly (number | null)[])[]): (number | null)[] {
  const layers = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: layers }, (_, i) => {
    const values = all.flatMap((one) => one[i] ?? []).filter(Number.isFinite);
    return statistics(values)?.mean ?? null;
  });
}

function meanMeasured(all: readonly (MeasuredSeries | undefined)[]): MeasuredSeries {
  const names = new Set(all.flatMap((one) => Object.keys(one ?? {})));
  return Object.fromEntries(
    [...names].map((name) => [name, meanLayers(all.flatMap((one) => [one?.[name] ?? []]))]),
  );
}

/** Epochs whose measures all runs have. */
export function meanMeasures(all: readonly (readonly MeasuresEvent[])[]): MeasuresEvent[] {
  return Array.from({ length: shortest(all) }, (_, i) => {
    const same = all.map((events) => events[i] as MeasuresEvent);
    const [first] = same as [MeasuresEvent];
    const ids = Object.keys(first.values) as (keyof MeasuresEvent['values'])[];
    const values = Object.fromEntries(ids.map((id) => [id, meanMeasured(same.map((one) => one.values[id]))]));
    return { ...first, values };
  });
}
