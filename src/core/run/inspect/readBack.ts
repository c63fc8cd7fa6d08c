/** Selects parts of matrices, and reads all tensors of an inspection back from the device at once. */
import {
  concat,
  gather,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { isMaps } from '../../measures/sampling';
import type { Network } from '../../network/network';

export const indices = (places: readonly number[]): Tensor1D => tensor1d([...places], 'int32');

/** Selects rows and columns of a matrix. */
export function part(matrix: Tensor2D, rows: readonly number[], columns: readonly number[]): Tensor2D {
  return gather(gather(matrix, indices(rows)), indices(columns), 1);
}

/** Tensors to read back together. */
export type Wanted = Record<string, Tensor | undefined>;

export async function readBack(compute: () => Wanted): Promise<Record<string, Float32Array | undefined>> {
  const places: [string, number][] = [];
  const joined = tidy(() => {
    const present = Object.entries(compute()).flatMap(([key, tensor]) => (tensor ? [{ key, tensor }] : []));
    for (const { key, tensor } of present) places.push([key, tensor.size]);
    return concat(present.map(({ tensor }) => reshape(tensor, [-1]) as Tensor1D));
  });
  const values = (await joined.data()) as Float32Array;
  joined.dispose();
  let from = 0;
  return Object.fromEntries(
    places.map(([key, size]) => {
      from += size;
      return [key, values.slice(from - size, from)];
    }),
  );
}

/** Pairs of adjacent shown layers between which each weight is one wire. Feature maps are drawn without. */
export const neighbours = ({ layers }: Network, shown: readonly number[]): [number, number][] =>
  shown.flatMap((layer, i) => {
    const maps = [layer > 0 ? layers[layer - 1] : undefined, layers[layer]].some((one) =>
      isMaps(one?.place.output.shape ?? []),
    );
    const follows = shown[i + 1] === layer + 1 && layers[layer]?.description.wired && !maps;
    return follows ? [[layer, layer + 1] as [number, number]] : [];
  });
