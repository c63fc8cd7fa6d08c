/** MNIST and its variants: four IDX files, images and labels for training and test. */
import type { Dataset, Split } from '../../core/samples/dataset';
import type { DataFile, DatasetSpec, LoadContext } from '../spec';
import { type IdxWanted, loadIdx } from './idx';
import { readFiles } from './readFiles';

/** Order of `files`: training images, training labels, test images, test labels. */
type IdxSpec = Omit<DatasetSpec, 'load'>;
/** Published mean and deviation of the training pixels, as fractions of the pixel range. */
export interface PixelScale {
  readonly mean: number;
  readonly deviation: number;
}

/** Published name; the plain one was never published. */
const shown = ({ name }: DataFile): string => `${name}.gz`;

function wanted(spec: IdxSpec, index: number): IdxWanted {
  const train = index < 2;
  return {
    folder: spec.folder,
    file: shown(spec.files[index] as DataFile),
    kind: index % 2 === 0 ? 'images' : 'labels',
    split: train ? 'training set' : 'test set',
    count: train ? spec.trainSize : spec.testSize,
    otherCount: train ? spec.testSize : spec.trainSize,
    image: [spec.image?.height ?? 0, spec.image?.width ?? 0],
    classes: spec.outputs,
  };
}

/** @throws {DataProblem} naming the file and what is wrong */
export async function loadIdxSet(
  spec: IdxSpec,
  scale: PixelScale,
  { read, allocate, progress }: LoadContext,
): Promise<Dataset> {
  const files = await readFiles(spec, read, shown);
  const values: Uint8Array[] = [];
  for (const [index, bytes] of files.entries()) {
    progress(index, files.length);
    values.push(await loadIdx(bytes, wanted(spec, index), allocate));
  }
  progress(files.length, files.length);
  const split = (size: number, first: number): Split => ({
    size,
    inputs: values[first] as Uint8Array,
    targets: { kind: 'classes', labels: values[first + 1] as Uint8Array },
  });
  return {
    id: spec.id,
    inputs: spec.inputs,
    outputs: spec.outputs,
    mean: scale.mean * 255,
    deviation: scale.deviation * 255,
    train: split(spec.trainSize, 0),
    test: split(spec.testSize, 2),
  };
}
