/** Whether the networks of an experiment fit: each its backend, and all together the machine they train on at once. */
import {
  type Capacity,
  capacities,
  type DataShape,
  footprint,
  tooLarge,
  widest,
  widthsText,
} from '../core/footprint';
import { bytesText } from '../core/format';
import { optimizers } from '../core/optimizers';
import type { Experiment } from '../core/run/spec';
import { datasetInfo } from '../data/own';

/** What is known of where it will run. */
export interface Machine {
  /** Of the backend that computes; absent where it is not known yet, or is known from its name. */
  readonly capacity?: Capacity | undefined;
  /** Bytes for all networks together; absent where they train one after the other. */
  readonly bytes?: number;
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

/** How many of them fit, the smallest first. */
function howMany(bytes: readonly number[], most: number): number {
  let [count, together] = [0, 0];
  for (const one of bytes.toSorted((a, b) => a - b)) {
    together += one;
    if (together > most) break;
    count += 1;
  }
  return count;
}

function tooLargeTogether(experiment: Experiment, capacity: Capacity, machine: Machine): string | undefined {
  const { bytes: most, name = 'this machine' } = machine;
  const bytes = bytesOfEach(experiment, capacity);
  if (most === undefined || sum(bytes) <= most) return undefined;
  const { hidden, optimizer } = experiment;
  const narrower = widest(
    hidden,
    (units) => sum(bytesOfEach({ ...experiment, hidden: units }, capacity)) <= most,
  );
  const count = howMany(bytes, most);
  const ways = [
    count > 0 ? `at most ${count} algorithm${count === 1 ? '' : 's'}` : '',
    narrower ? `at most ${widthsText(narrower)}` : '',
  ].filter(Boolean);
  const needs = `needs about ${bytesText(sum(bytes))} for ${bytes.length} algorithms at once with ${optimizers[optimizer].name}`;
  const out = ways.length > 0 ? `Choose ${ways.join(', or ')}.` : 'Choose fewer layers or fewer algorithms.';
  return `Hidden layers: ${widthsText(hidden)} ${needs}; ${name} can hold ${bytesText(most)} in all. ${out}`;
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
