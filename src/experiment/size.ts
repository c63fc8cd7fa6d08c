/** Whether the networks of an experiment fit: each its backend, and all together the machine they train on at once. */
import {
  type Capacity,
  capacities,
  type DataShape,
  footprint,
  tooLarge,
  widest,
  widthsText,
} from '../core/cost/footprint';
import { bytesText } from '../core/format';
import { optimizers } from '../core/optimizers';
import type { Experiment } from '../core/run/spec';
import { datasetInfo } from '../data/keep/own';

/** What is known of where it will run. */
export interface Machine {
  /** Of the backend that computes; absent where it is not known yet, or is known from its name. */
  readonly capacity?: Capacity | undefined;
  /** Bytes for all networks together; absent where they train one after the other. */
  readonly bytes?: number;
  /**
   * Where there are several seeds: how many runs train at once, beside the networks of the first seed, which stay to
   * be looked into. Absent: all of them.
   */
  readonly atOnce?: number;
  /** Who sets that bound: "a browser tab". */
  readonly name?: string;
}

/** Undefined where the data set is not known. */
export function shapeOf({ dataset }: Experiment): DataShape | undefined {
  const info = datasetInfo(dataset);
  if (!info) return undefined;
  const { inputs, outputs, trainSize: samples, task } = info;
  return { inputs, outputs, samples, classes: task === 'classification' };
}

/** Bytes of each rule's network and what it needs to train, in the order of the rules. */
export function bytesOfEach(experiment: Experiment, capacity: Capacity): number[] {
  const data = shapeOf(experiment);
  if (!data) return [];
  return experiment.rules.map((rule) => footprint({ ...experiment, rule }, data, capacity).bytes);
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** With every seed: bytes of each network that is there at one time, at most. */
function withSeeds(each: readonly number[], seeds: number, { atOnce }: Machine): readonly number[] {
  const others = Array.from({ length: seeds - 1 }, () => each).flat();
  return [...each, ...others.toSorted((a, b) => b - a).slice(0, atOnce)];
}

/** Bytes of each network that is there at one time, at most: what all of them need together is their sum. */
export const bytesAtOnce = (
  experiment: Experiment,
  capacity: Capacity,
  machine: Machine,
): readonly number[] => withSeeds(bytesOfEach(experiment, capacity), experiment.seeds.length, machine);

const atMost = (n: number, what: string): string[] =>
  n > 0 ? [`at most ${n} ${what}${n === 1 ? '' : 's'}`] : [];

/** The largest number, below `all`, for which it holds; it holds for all below one for which it does. */
function most(all: number, fits: (n: number) => boolean): number {
  let n = all - 1;
  while (n > 0 && !fits(n)) n -= 1;
  return n;
}

function tooLargeTogether(experiment: Experiment, capacity: Capacity, machine: Machine): string | undefined {
  const { bytes: limit, name = 'this machine' } = machine;
  const bytes = bytesAtOnce(experiment, capacity, machine);
  if (limit === undefined || sum(bytes) <= limit) return undefined;
  const { hidden, optimizer, rules: chosen, seeds } = experiment;
  const smallestFirst = bytesOfEach(experiment, capacity).toSorted((a, b) => a - b);
  const fitsWith = (each: readonly number[], n: number): boolean => sum(withSeeds(each, n, machine)) <= limit;
  const narrower = widest(
    hidden,
    (units) => sum(bytesAtOnce({ ...experiment, hidden: units }, capacity, machine)) <= limit,
  );
  const ways = [
    ...atMost(
      most(chosen.length, (n) => fitsWith(smallestFirst.slice(0, n), seeds.length)),
      'algorithm',
    ),
    ...atMost(
      most(seeds.length, (n) => fitsWith(smallestFirst, n)),
      'seed',
    ),
    ...(narrower ? [`at most ${widthsText(narrower)}`] : []),
  ];
  const what = seeds.length === 1 ? 'algorithms' : 'networks';
  const needs = `needs about ${bytesText(sum(bytes))} for ${bytes.length} ${what} at once with ${optimizers[optimizer].name}`;
  const out = ways.length > 0 ? `Choose ${ways.join(', or ')}.` : 'Choose fewer layers or fewer algorithms.';
  return `Hidden layers: ${widthsText(hidden)} ${needs}; ${name} can hold ${bytesText(limit)} in all. ${out}`;
}

/** Why these networks do not fit, and what would; undefined when they do. */
export function sizeProblem(experiment: Experiment, machine: Machine): string | undefined {
  const { backend, rules: chosen } = experiment;
  const data = shapeOf(experiment);
  // Where nobody has named a backend it may be wasm; what a graphics device holds is known once it was asked.
  const named = capacities[backend === 'auto' || backend === 'webgpu' ? 'wasm' : backend];
  const capacity = machine.capacity ?? (backend === 'webgpu' ? undefined : named);
  if (!data || !capacity) return undefined;
  const bytes = bytesOfEach(experiment, capacity);
  const largestFirst = chosen
    .map((rule, i) => ({ rule, bytes: bytes[i] as number }))
    .toSorted((a, b) => b.bytes - a.bytes);
  for (const { rule } of largestFirst) {
    const problem = tooLarge({ ...experiment, rule }, data, capacity);
    if (problem !== undefined) return problem;
  }
  return tooLargeTogether(experiment, capacity, machine);
}
