/** Builds a data set from imported rows: shared by tables and arrays. */
import { count as counted, fileValue } from '../../core/format';
import type { Dataset, Split } from '../../core/samples/dataset';
import { sharedRate } from '../learningRates';
import type { Moments } from '../loaders/moments';
import { type DatasetInfo, type ImageShape, regressionSettings } from '../spec';
import type { Allocate } from './examined';
import { targetScaleOf } from './numbers/scale';
import type { ImportChoices } from './table/table';
import { outputsOf, type Target } from './table/target';

export interface Rows {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Raw inputs of both splits, and their scaling. */
export interface Inputs extends Pick<Dataset, 'mean' | 'deviation' | 'offset'> {
  readonly train: Split['inputs'];
  readonly test: Split['inputs'];
}

/** Scale of each regression output over the training split; outputs may have different units. Empty for classes. */
function targetScales(target: Target, { train }: Rows): Moments[] {
  if (target.kind === 'classes') return [];
  const { values, outputs } = target;
  return Array.from({ length: outputs }, (_, c) =>
    targetScaleOf({ size: train.length, at: (i) => values[train[i]! * outputs + c]! }),
  );
}

function targetsOf(
  target: Target,
  rows: Uint32Array,
  scales: readonly Moments[],
  allocate: Allocate,
): Split['targets'] {
  if (target.kind === 'classes') {
    const labels = new Uint8Array(allocate(rows.length));
    for (let i = 0; i < rows.length; i++) labels[i] = target.labels[rows[i]!]!;
    return { kind: 'classes', labels };
  }
  const { outputs, values: raw } = target;
  const values = new Float32Array(allocate(4 * rows.length * outputs));
  for (let i = 0; i < rows.length; i++)
    for (let c = 0; c < outputs; c++) {
      const { mean, deviation } = scales[c]!;
      values[i * outputs + c] = (raw[rows[i]! * outputs + c]! - mean) / deviation;
    }
  return { kind: 'values', values };
}

export interface Parts {
  readonly id: string;
  readonly width: number;
  readonly target: Target;
  /** Name of the target column of a regression. */
  readonly targetName: string;
  readonly rows: Rows;
  readonly inputs: Inputs;
  readonly allocate: Allocate;
}

export function assemble({ id, width, target, targetName, rows, inputs, allocate }: Parts): Dataset {
  const scales = targetScales(target, rows);
  // Several outputs have no common unit.
  const only = scales.length === 1 ? scales[0] : undefined;
  const split = (part: keyof Rows): Split => ({
    size: rows[part].length,
    inputs: inputs[part],
    targets: targetsOf(target, rows[part], scales, allocate),
  });
  return {
    id,
    inputs: width,
    outputs: outputsOf(target),
    mean: inputs.mean,
    deviation: inputs.deviation,
    ...(inputs.offset ? { offset: inputs.offset } : {}),
    ...(only ? { targetScale: { ...only, unit: targetName } } : {}),
    train: split('train'),
    test: split('test'),
  };
}

/** 50, or a tenth of a small training set. */
const batchSizeFor = (train: number): number => Math.min(50, Math.max(1, Math.floor(train / 10)));

const twoDigits = (value: number): number => Number(value.toPrecision(2));

/** Expected range of reported losses: from predicting class frequencies (or the mean) down to a tenth of that or less. */
function lossRange(target: Target): readonly [number, number] {
  if (target.kind === 'values') return [twoDigits(0.02 * target.outputs), twoDigits(1.5 * target.outputs)];
  const all = target.counts.reduce((sum, n) => sum + n, 0);
  const entropy = Array.from(target.counts, (n) => {
    const p = n / all;
    return p > 0 && p < 1 ? -p * Math.log(p) - (1 - p) * Math.log(1 - p) : 0;
  }).reduce((sum, h) => sum + h, 0);
  return [twoDigits(entropy / 20), twoDigits(1.5 * entropy)];
}

/** Starts at the share of the most frequent class, rounded down. */
function accuracyRange({ counts }: Extract<Target, { kind: 'classes' }>): readonly [number, number] {
  const all = counts.reduce((sum, n) => sum + n, 0);
  return [Math.floor((Math.max(...counts) / all) * 10) / 10, 1];
}

export interface About {
  readonly id: string;
  readonly choices: ImportChoices;
  /** "iris.csv, SHA-256 0123456789ab…" for each file. */
  readonly files: readonly string[];
  readonly target: Target;
  readonly targetName?: string;
  readonly rows: Rows;
  readonly width: number;
  readonly inputNames?: readonly string[];
  readonly image?: ImageShape;
  /** "columns", "pixels" or "numbers". */
  readonly kindOfInputs: string;
  /** How many of them. */
  readonly from: number;
}

const shareWords = ({ testShare, splitSeed }: ImportChoices): string =>
  `${fileValue(100 * testShare)} % kept for testing (seed ${splitSeed})`;

export function infoOf(about: About): DatasetInfo {
  const { id, choices, files, target, targetName, rows, width, inputNames, image } = about;
  const { task } = choices;
  const sizes = { train: rows.train.length, test: rows.test.length };
  const all = `${counted(sizes.train + sizes.test)} ${image ? 'images' : 'rows'}`;
  const predicted = targetName ?? (task === 'classification' ? 'the class' : 'the target');
  const from = `${counted(about.from)} ${about.from === 1 ? about.kindOfInputs.replace(/s$/, '') : about.kindOfInputs}`;
  return {
    id,
    name: choices.name.trim() || 'Own data',
    task,
    trainSize: sizes.train,
    testSize: sizes.test,
    inputs: width,
    outputs: outputsOf(target),
    ...(image ? { image } : {}),
    ...(target.kind === 'classes' ? { classNames: target.names } : {}),
    ...(inputNames ? { inputNames } : {}),
    ...(targetName ? { targetName } : {}),
    sentence: `Your own data: ${all}; ${predicted} is predicted from ${from}, ${shareWords(choices)}.`,
    source: files.join(' and '),
    licence: 'yours',
    settings: {
      ...(task === 'regression' ? regressionSettings : {}),
      batchSize: batchSizeFor(sizes.train),
      epochs: 20,
    },
    learningRates: sharedRate,
    learningRateSource: "the lab's default for all rules; there are no published rates for your data",
    ...(target.kind === 'classes' ? { accuracyRange: accuracyRange(target) } : {}),
    lossRange: lossRange(target),
  };
}
