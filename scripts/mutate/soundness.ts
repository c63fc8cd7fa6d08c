/** Invariants of every imported data set: consistent counts and finite numbers. */
import type { Dataset, Split } from '../../src/core/samples/dataset';
import type { Outcome } from '../../src/data/import/examined';
import type { Made } from './agreement';

type Numbers = number | ArrayLike<number>;

const listed = (numbers: Numbers): ArrayLike<number> => (typeof numbers === 'number' ? [numbers] : numbers);

function allFinite(what: string, numbers: Numbers): string[] {
  const list = listed(numbers);
  for (let i = 0; i < list.length; i++) if (!Number.isFinite(list[i])) return [`${what}[${i}] is ${list[i]}`];
  return [];
}

function splitFaults(
  part: string,
  { size, inputs, targets }: Split,
  { inputs: width, outputs }: Dataset,
): string[] {
  const faults = allFinite(`${part}.inputs`, inputs);
  if (inputs.length !== size * width)
    faults.push(`${part} has ${inputs.length} numbers for ${size} × ${width}`);
  if (targets.kind === 'values') {
    faults.push(...allFinite(`${part}.targets`, targets.values));
    if (targets.values.length !== size * outputs) faults.push(`${part} has ${targets.values.length} targets`);
  } else {
    if (targets.labels.length !== size) faults.push(`${part} has ${targets.labels.length} labels`);
    if (targets.labels.some((label) => label >= outputs)) faults.push(`${part} has a label that is no class`);
  }
  return faults;
}

function scaleFaults(name: string, mean: Numbers, deviation: Numbers): string[] {
  const faults = [...allFinite(`${name}.mean`, mean), ...allFinite(`${name}.deviation`, deviation)];
  const list = listed(deviation);
  for (let j = 0; j < list.length; j++)
    if (!(list[j]! > 0)) faults.push(`${name}.deviation[${j}] is ${list[j]}`);
  return faults;
}

/** Checks network inputs as training computes them, in single precision. */
function standardisedFaults({ train, inputs: width, mean, deviation }: Dataset): string[] {
  const [means, deviations] = [listed(mean), listed(deviation)];
  for (let i = 0; i < train.inputs.length; i++) {
    const j = i % width;
    const by = means.length === 1 ? 0 : j;
    const value = Math.fround((train.inputs[i]! - means[by]!) / deviations[by]!);
    if (!Number.isFinite(value)) return [`input ${j} is fed as ${value}`];
  }
  return [];
}

/** @param outcome predicted by the importer */
export function soundness({ profile, info, dataset }: Made, outcome: Outcome): string[] {
  const { train, test } = dataset;
  const faults = [
    ...splitFaults('train', train, dataset),
    ...splitFaults('test', test, dataset),
    ...scaleFaults('inputs', dataset.mean, dataset.deviation),
    ...standardisedFaults(dataset),
  ];
  const scale = dataset.targetScale;
  if (scale) faults.push(...scaleFaults('target', scale.mean, scale.deviation));
  if (outcome.train + outcome.test + outcome.dropped !== profile.rows)
    faults.push(`${outcome.train} + ${outcome.test} + ${outcome.dropped} rows of ${profile.rows}`);
  const predicted = [outcome.train, outcome.test, outcome.inputs, outcome.outputs].join(' ');
  const sizes = [train.size, test.size, dataset.inputs, dataset.outputs].join(' ');
  const said = [info.trainSize, info.testSize, info.inputs, info.outputs].join(' ');
  if (predicted !== sizes || said !== sizes)
    faults.push(`predicted ${predicted}, said ${said}, made ${sizes}`);
  if (train.size < 1 || test.size < 1) faults.push('a part without rows');
  return faults;
}
