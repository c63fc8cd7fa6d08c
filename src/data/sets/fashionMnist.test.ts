import { describe, expect, it } from 'vitest';
import { loadIdx } from '../loaders/idx';
import { readFromFolder } from '../nodeFiles';
import { allocate, loadReal, loadWith, problemOf, realFiles } from '../testSupport';
import { fashionMnist } from './fashionMnist';

const test = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'] as const;
const place = realFiles('fashion-mnist', [...test, 'train-labels-idx1-ubyte']);
const whole = realFiles(
  'fashion-mnist',
  fashionMnist.files.map(({ name }) => name),
);

it('says where to get it if missing', async () => {
  const { title, detail } = await problemOf(loadWith(fashionMnist, async () => undefined));
  expect(title).toBe('Fashion-MNIST is not here yet.');
  expect(detail).toContain('Run `npm run data -- fashion-mnist`, or choose the four files on this computer.');
});

describe.skipIf(place === undefined)('the real test files (public/data or ../shared/data)', () => {
  const read = readFromFolder(place ?? '', 'fashion-mnist');
  const wanted = {
    folder: 'fashion-mnist',
    split: 'test set',
    count: 10_000,
    otherCount: 60_000,
    image: [28, 28],
    classes: 10,
  } as const;
  const load = async (file: string, kind: 'images' | 'labels') =>
    loadIdx((await read(`${file}.gz`)) ?? new Uint8Array(0), { ...wanted, file, kind }, allocate);

  it('names the training images if only they are missing', async () => {
    const withoutImages = async (file: string) => (file.startsWith('train-images') ? undefined : read(file));
    const { title, detail } = await problemOf(loadWith(fashionMnist, withoutImages));
    expect(title).toBe('Fashion-MNIST is not complete.');
    expect(detail).toContain(
      'Missing: train-images-idx3-ubyte.gz. There: train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz.',
    );
  });

  // Expected numbers by numpy from the same files.
  it('have the published images and labels', async () => {
    const pixels = await load(test[0], 'images');
    const labels = await load(test[1], 'labels');
    const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
    expect(pixels).toHaveLength(7_840_000);
    expect([sum(pixels), sum(pixels.subarray(0, 784)), sum(pixels.subarray(-784))]).toEqual([
      573_469_082, 33_456, 24_390,
    ]);
    expect([...labels.subarray(0, 5), ...labels.subarray(-5)]).toEqual([9, 2, 1, 1, 6, 9, 1, 8, 1, 5]);
    for (let c = 0; c < 10; c++) expect(labels.filter((label) => label === c)).toHaveLength(1000);
  });
});

describe.skipIf(whole === undefined)('with its training images (public/data or ../shared/data)', () => {
  it('is standardised by its training pixels, with 6,000 images per class', async () => {
    const set = await loadReal(fashionMnist, whole ?? '');
    const { inputs } = set.train;
    let sum = 0;
    for (const pixel of inputs) sum += pixel;
    expect(Math.abs(Number(set.mean) - sum / inputs.length)).toBeLessThan(0.0005 * 255);
  });
});
