/** The built-in data set: digits drawn when the lab opens, so no download is needed. */
import { createStream } from '../../core/random/rng';
import type { Dataset, Split } from '../../core/samples/dataset';
import { sharedRate } from '../learningRates';
import type { DatasetSpec, LoadContext } from '../spec';

const sizes = { train: 12_000, test: 10_000 } as const;
const classes = 10;
const side = 28;
/** Fixed, so that every lab has the same digits; an experiment's seed affects weights, B and batches only. */
const dataSeed = 2023;
/** Measured over all training pixels; a test measures them again. */
const mean = 27.75;
const deviation = 63.04;

/** Classes alternate, so that every stretch of either set is balanced. */
async function drawSplit(
  name: keyof typeof sizes,
  { allocate, progress }: LoadContext,
  done: number,
): Promise<Split> {
  const { drawDigits } = await import('../loaders/digits');
  const size = sizes[name];
  const labels = new Uint8Array(allocate(size));
  for (let index = 0; index < size; index++) labels[index] = index % classes;
  const inputs = new Uint8Array(allocate(size * side * side));
  const stream = createStream(dataSeed, 'digits', name);
  drawDigits(labels, inputs, stream, (drawn) => progress(done + drawn, sizes.train + sizes.test));
  return { size, inputs, targets: { kind: 'classes', labels } };
}

async function load(context: LoadContext): Promise<Dataset> {
  return {
    id: 'digits',
    inputs: side * side,
    outputs: classes,
    mean,
    deviation,
    train: await drawSplit('train', context, 0),
    test: await drawSplit('test', context, sizes.train),
  };
}

export const digits: DatasetSpec = {
  id: 'digits',
  name: 'Digits, built in',
  task: 'classification',
  trainSize: sizes.train,
  testSize: sizes.test,
  inputs: side * side,
  outputs: classes,
  image: { height: side, width: side, channels: 1 },
  nonZero: 0.5401,
  // Half a height of 9.5 pixels and half a pen's width of 1.1, around the middle: see src/data/loaders/digits.ts.
  drawn: { box: 21, centre: 'box' },
  sentence:
    'Digits drawn from strokes with random shape, slant, thickness, position and noise: no download needed.',
  source: "The lab's own generator (src/data/loaders/digits.ts); always the same images.",
  licence: 'MIT, as the lab',
  folder: 'digits',
  files: [],
  settings: {},
  learningRates: sharedRate,
  learningRateSource: 'as MNIST: F³ paper, first version (arXiv 2304.13372v1), Adam',
  accuracyRange: [0.8, 0.985],
  load,
};
