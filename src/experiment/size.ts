/** Whether an experiment's networks fit: each in its backend, and all that train at once in the machine. */

import { chainProblem } from '../core/blocks/chain';
import { hiddenText } from '../core/blocks/hidden';
import {
  type Capacity,
  capacities,
  type DataShape,
  footprint,
  tooLarge,
  widest,
} from '../core/cost/footprint';
import { bytesText } from '../core/format';
import { optimizers } from '../core/optimizers';
import { type Experiment, measuresOf } from '../core/run/spec';
import { endsOf } from '../data/spec';
import { datasetInfo } from '../data/storage/ownDatasets';

/** What is known about the machine that will run an experiment. */
export interface Machine {
  /** The backend's capacity; absent if it is not known yet, or follows from the backend's name. */
  readonly capacity?: Capacity | undefined;
  /** Bytes available for all networks together; absent if they train one after another. */
  readonly bytes?: number;
  /**
   * With several seeds: how many runs train at once, besides the first seed's networks, which stay in memory for
   * inspection. Absent: all of them.
   */
  readonly atOnce?: number;
  /** What limits `bytes`: "a browser tab". */
  readonly name?: string;
  /** Whether workers can share memory; absent: they can. */
  readonly isolated?: boolean;
}

/** Undefined if the data set is unknown. */
export function shapeOf({ dataset }: Experiment): DataShape | undefined {
  const info = datasetInfo(dataset);
  if (!info) return undefined;
  const { trainSize: samples, task } = info;
  return { ...endsOf(info), samples, classes: task === 'classification' };
}

/** Bytes of each rule's network and its training state, in the order of the rules. */
export function bytesOfEach(experiment: Experiment, capacity: Capacity): number[] {
  const data = shapeOf(experiment);
  if (!data) return [];
  const measures = measuresOf(experiment);
  return experiment.rules.map((rule) => footprint({ ...experiment, measures, rule }, data, capacity).bytes);
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Bytes of each network of all seeds that may be in memory at once. */
function withSeeds(each: readonly number[], seeds: number, { atOnce }: Machine): readonly number[] {
  const others = Array.from({ length: seeds - 1 }, () => each).flat();
  return [...each, ...others.toSorted((a, b) => b - a).slice(0, atOnce)];
}

/** Bytes of each network that may be in memory at once; the peak is their sum. */
export const bytesAtOnce = (
  experiment: Experiment,
  capacity: Capacity,
  machine: Machine,
): readonly number[] => withSeeds(bytesOfEach(experiment, capacity), experiment.seeds.length, machine);

const atMost = (n: number, what: string): string[] =>
  n > 0 ? [`at most ${n} ${what}${n === 1 ? '' : 's'}`] : [];

/** The largest n below `all` that fits; 0 or less if there is none. `fits` must hold below any n for which it holds. */
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
    ...(narrower ? [`at most ${hiddenText(narrower)}`] : []),
  ];
  const what = seeds.length === 1 ? 'algorithms' : 'networks';
  const needs = `needs about ${bytesText(sum(bytes))} for ${bytes.length} ${what} at once with ${optimizers[optimizer].name}`;
  const out = ways.length > 0 ? `Choose ${ways.join(', or ')}.` : 'Choose fewer layers or fewer algorithms.';
  return `Hidden layers: ${hiddenText(hidden)} ${needs}; ${name} can hold ${bytesText(limit)} in all. ${out}`;
}

/** The capacity of the experiment's backend, where it is known. */
export function capacityOf({ backend }: Experiment, { capacity }: Machine): Capacity | undefined {
  // With backend "auto" it may be wasm; the capacity of WebGPU is known only after the device was queried.
  const named = capacities[backend === 'auto' || backend === 'webgpu' ? 'wasm' : backend];
  return capacity ?? (backend === 'webgpu' ? undefined : named);
}

/** Why the networks do not fit, and what would; undefined if they fit. */
export function sizeProblem(experiment: Experiment, machine: Machine): string | undefined {
  const { rules: chosen } = experiment;
  const data = shapeOf(experiment);
  const capacity = capacityOf(experiment, machine);
  if (!data || !capacity || chainProblem(data, experiment.hidden)) return undefined;
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
