/** Records every batch's loss and gradient statistics on the backend, for one read-back per reporting interval. */
import { concat, keep, reshape, type Scalar, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { QueuedLoss } from '../kernels';

/** Batches since the last reading, in order. */
export interface BatchReading {
  readonly losses: Float32Array;
  /** Gradient statistic of each batch, by layer (from 0). */
  readonly looks: ReadonlyMap<number, Float32Array>;
}

export interface BatchRecord {
  /** Takes ownership of it. */
  readonly addLoss: (loss: Scalar | QueuedLoss) => void;
  /** Keeps a copy; the caller disposes its own tensor. */
  readonly addLook: (layer: number, look: Scalar) => void;
  readonly take: () => Promise<BatchReading>;
  readonly dispose: () => void;
}

const isQueued = (loss: Scalar | QueuedLoss): loss is QueuedLoss => 'queue' in loss;

/** Losses of a device's queue, in one read-back. */
async function readQueued(losses: readonly QueuedLoss[]): Promise<Float32Array> {
  const values = await losses[0]?.queue.read(losses.map(({ place }) => place));
  for (const loss of losses) loss.dispose();
  return values ?? new Float32Array();
}

/** Scalars, in one read-back. */
async function readScalars(scalars: readonly Scalar[]): Promise<Float32Array> {
  if (scalars.length === 0) return new Float32Array();
  const joined = tidy(() => concat(scalars.map((one) => reshape(one, [1]) as Tensor1D)));
  for (const scalar of scalars) scalar.dispose();
  const values = (await joined.data()) as Float32Array;
  joined.dispose();
  return values;
}

export function createBatchRecord(): BatchRecord {
  let losses: (Scalar | QueuedLoss)[] = [];
  let looks = new Map<number, Scalar[]>();
  const clear = (): void => {
    for (const tensor of [...losses, ...[...looks.values()].flat()]) tensor.dispose();
    losses = [];
    looks = new Map();
  };
  return {
    addLoss: (loss) => losses.push(isQueued(loss) ? loss : keep(loss)),
    addLook: (layer, look) => {
      const own = looks.get(layer) ?? [];
      own.push(keep(look.clone()));
      looks.set(layer, own);
    },
    take: async () => {
      const [all, layers, seen] = [losses, [...looks.keys()], [...looks.values()].flat()];
      losses = [];
      looks = new Map();
      const scalars = all.filter((loss): loss is Scalar => !isQueued(loss));
      const [plain, queued] = await Promise.all([
        readScalars([...scalars, ...seen]),
        readQueued(all.filter(isQueued)),
      ]);
      let [scalar, place] = [0, 0];
      const values = Float32Array.from(all, (loss) =>
        isQueued(loss) ? (queued[place++] as number) : (plain[scalar++] as number),
      );
      const { length } = all;
      const part = (k: number) =>
        plain.subarray(scalars.length + k * length, scalars.length + (k + 1) * length);
      return { losses: values, looks: new Map(layers.map((layer, k) => [layer, part(k)])) };
    },
    dispose: clear,
  };
}
