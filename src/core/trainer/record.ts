/** Records every batch's loss and gradient statistics on the backend, for one read-back per reporting interval. */
import { concat, keep, reshape, type Scalar, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/** Batches since the last reading, in order. */
export interface BatchReading {
  readonly losses: Float32Array;
  /** Gradient statistic of each batch, by layer (from 0). */
  readonly looks: ReadonlyMap<number, Float32Array>;
}

export interface BatchRecord {
  /** Takes ownership of it. */
  readonly addLoss: (loss: Scalar) => void;
  /** Keeps a copy; the caller disposes its own tensor. */
  readonly addLook: (layer: number, look: Scalar) => void;
  readonly take: () => Promise<BatchReading>;
  readonly dispose: () => void;
}

export function createBatchRecord(): BatchRecord {
  let losses: Scalar[] = [];
  let looks = new Map<number, Scalar[]>();
  const clear = (): void => {
    for (const tensor of [...losses, ...[...looks.values()].flat()]) tensor.dispose();
    losses = [];
    looks = new Map();
  };
  return {
    addLoss: (loss) => losses.push(keep(loss)),
    addLook: (layer, look) => {
      const own = looks.get(layer) ?? [];
      own.push(keep(look.clone()));
      looks.set(layer, own);
    },
    take: async () => {
      const layers = [...looks.keys()];
      const all = [...losses, ...[...looks.values()].flat()];
      const joined = tidy(() => concat(all.map((one) => reshape(one, [1]) as Tensor1D)));
      const count = losses.length;
      clear();
      const values = (await joined.data()) as Float32Array;
      joined.dispose();
      const part = (k: number) => values.subarray(k * count, (k + 1) * count);
      return { losses: part(0), looks: new Map(layers.map((layer, k) => [layer, part(k + 1)])) };
    },
    dispose: clear,
  };
}
