/** MNIST: 70,000 handwritten digits, the data set of the F³ paper's first experiments. */
import type { Dataset } from '../../core/dataset';
import { type IdxWanted, loadIdx } from '../idx';
import { sharedRate } from '../learningRates';
import { DataProblem, type DatasetSpec, type LoadContext } from '../spec';

const sizes = { train: 60_000, test: 10_000 } as const;
const image = [28, 28] as const;
const files = {
  trainImages: 'train-images-idx3-ubyte.gz',
  trainLabels: 'train-labels-idx1-ubyte.gz',
  testImages: 't10k-images-idx3-ubyte.gz',
  testLabels: 't10k-labels-idx1-ubyte.gz',
} as const;
type Part = keyof typeof files;
const parts = Object.keys(files) as Part[];

function wanted(part: Part): IdxWanted {
  const train = part.startsWith('train');
  return {
    file: files[part],
    kind: part.endsWith('Images') ? 'images' : 'labels',
    split: train ? 'training set' : 'test set',
    count: train ? sizes.train : sizes.test,
    otherCount: train ? sizes.test : sizes.train,
    image,
    classes: 10,
  };
}

/** All four files' bytes; each may be there unpacked, without its `.gz`. */
async function readAll(read: LoadContext['read']): Promise<Record<Part, Uint8Array>> {
  const found = new Map<Part, Uint8Array>();
  for (const part of parts) {
    const file = files[part];
    const bytes = (await read(file)) ?? (await read(file.replace(/\.gz$/, '')));
    if (bytes !== undefined) found.set(part, bytes);
  }
  const missing = parts.filter((part) => !found.has(part)).map((part) => files[part]);
  if (missing.length > 0) {
    const there = parts.filter((part) => found.has(part)).map((part) => files[part]);
    throw new DataProblem(
      there.length === 0 ? 'MNIST is not here yet.' : 'MNIST is not complete.',
      `Missing: ${missing.join(', ')}. There: ${there.join(', ') || 'none of its files'}. ` +
        'Run `npm run data -- mnist`, or choose the four files on this computer.',
    );
  }
  return Object.fromEntries(found) as Record<Part, Uint8Array>;
}

async function load({ read, allocate, progress }: LoadContext): Promise<Dataset> {
  const bytes = await readAll(read);
  const values = new Map<Part, Uint8Array>();
  for (const part of parts) {
    progress(values.size, parts.length);
    values.set(part, await loadIdx(bytes[part], wanted(part), allocate));
  }
  progress(parts.length, parts.length);
  const of = (part: Part) => values.get(part) as Uint8Array;
  return {
    id: 'mnist',
    inputs: image[0] * image[1],
    outputs: 10,
    mean: 0.1307 * 255,
    deviation: 0.3081 * 255,
    train: {
      size: sizes.train,
      inputs: of('trainImages'),
      targets: { kind: 'classes', labels: of('trainLabels') },
    },
    test: {
      size: sizes.test,
      inputs: of('testImages'),
      targets: { kind: 'classes', labels: of('testLabels') },
    },
  };
}

export const mnist: DatasetSpec = {
  id: 'mnist',
  name: 'MNIST',
  trainSize: sizes.train,
  testSize: sizes.test,
  inputs: image[0] * image[1],
  outputs: 10,
  image,
  sentence: 'Handwritten digits by about 500 people, the classic first test of a learning rule.',
  source:
    'LeCun, Cortes and Burges; LeCun, Bottou, Bengio and Haffner, Proc. IEEE 86(11), 1998. CC BY-SA 3.0.',
  files: Object.values(files),
  learningRates: sharedRate,
  learningRateSource: 'F³ paper, first version (arXiv 2304.13372v1), Adam, MNIST',
  accuracyRange: [0.9, 0.986],
  load,
};
