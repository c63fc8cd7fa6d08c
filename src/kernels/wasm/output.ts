/**
 * The output's delta and the reported loss on the wasm backend in one pass: a batch has few outputs, so a dozen separate
 * operations cost mostly call overhead. For the papers' pairs of loss and activation; others use plain operations.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../../core/kernels';
import { wasmMemory } from './memory';

/** As core/head/loss.ts: log 0 counts as −100, and y(1−y) is at least this. */
const LOG_FLOOR = -100;
const EPSILON = 1e-12;
const { fround } = Math;

const logarithm = (value: number): number => Math.max(Math.log(value), LOG_FLOOR);

/** A batch's values, row by row. */
interface Values {
  readonly y: Float32Array;
  readonly z: Float32Array | undefined;
  readonly target: Float32Array;
  /** Output. */
  readonly dz: Float32Array;
  readonly outputs: number;
}

/** Writes dz, and returns the reported loss summed over samples. */
type Pair = (values: Values) => number;

/** For a loss with one term per output. @param one dz times samples and outputs, and the output's term */
const each =
  (one: (y: number, target: number) => readonly [dz: number, loss: number]): Pair =>
  ({ y, target, dz }) => {
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const [delta, part] = one(y[i] as number, target[i] as number);
      dz[i] = delta / y.length;
      total += part;
    }
    return total;
  };

/** BCE of a sigmoid: dz = y − y*, unless y(1−y) < `EPSILON`. */
const bce = each((y, target) => {
  const slope = fround(y * fround(1 - y));
  const dz = slope < EPSILON ? ((y - target) / EPSILON) * slope : y - target;
  return [dz, -(target * logarithm(y) + (1 - target) * logarithm(fround(1 - y)))];
});

const mse = each((y, target) => [2 * (y - target), (y - target) ** 2]);

/** As in core/head/loss.ts: lower bound of a softmax's y, and the largest error that counts as 0. */
const SMALLEST = 2 ** -126;
const NOTHING = 2 ** -53;

/** y* − y of entry `i` in a softmax's row `from` … `to` − 1, as in core/head/loss.ts. */
function errorOf(y: Float32Array, target: Float32Array, i: number, from: number, to: number): number {
  const [own, wanted] = [y[i] as number, target[i] as number];
  const missed = (1 - wanted) * Math.max(own, SMALLEST);
  if (wanted === 0) return -missed;
  let others = 0;
  for (let j = from; j < to; j++) if (j !== i) others += y[j] as number;
  return wanted * (others <= NOTHING ? 0 : others) - missed;
}

/**
 * CE of a softmax. With m the index of the largest logit, −log y_c = z_m − z_c − log y_m: y_m is at least 1/C, while
 * y_c may underflow.
 */
const ce: Pair = ({ y, z, target, dz, outputs }) => {
  if (!z) throw new Error('CE of a softmax needs the logits.');
  const samples = y.length / outputs;
  let total = 0;
  for (let from = 0; from < y.length; from += outputs) {
    const to = from + outputs;
    let [m, targets] = [from, 0];
    for (let i = from; i < to; i++) {
      if ((z[i] as number) > (z[m] as number)) m = i;
      targets += target[i] as number;
    }
    const [highest, log] = [z[m] as number, Math.log(y[m] as number)];
    for (let i = from; i < to; i++) {
      dz[i] = ((targets - 1) * (y[i] as number) - errorOf(y, target, i, from, to)) / samples;
      total += (target[i] as number) * (highest - (z[i] as number) - log);
    }
  }
  return total;
};

function pairOf(loss: string, activation: string): Pair | undefined {
  if (loss === 'bce' && activation === 'sigmoid') return bce;
  if (loss === 'ce' && activation === 'softmax') return ce;
  return loss === 'mse' && activation === 'linear' ? mse : undefined;
}

export const wasmOutputDelta: NonNullable<Kernels['outputDelta']> = (loss, activation, { y, z }, target) => {
  const pair = pairOf(loss, activation);
  if (!pair) return undefined;
  const backend = presentBackend() as BackendWasm;
  const [samples, outputs] = y.shape;
  const infos = [
    backend.makeOutput([samples, outputs], 'float32'),
    backend.makeOutput([], 'float32'),
  ] as const;
  const { pointer, floats, perform } = wasmMemory();
  const [Y, T, dz, reported] = [y, target, ...infos].map(pointer) as [number, number, number, number];
  const Z = z && pointer(z);
  const size = samples * outputs;
  perform(() => {
    const total = pair({
      y: floats(Y, size),
      z: Z === undefined ? undefined : floats(Z, size),
      target: floats(T, size),
      dz: floats(dz, size),
      outputs,
    });
    floats(reported, 1)[0] = total / samples;
  });
  const [first, second] = infos.map((info) => engine().makeTensorFromTensorInfo(info));
  return { dz: first as Tensor2D, loss: second as Scalar };
};

/** y* − y of a softmax, [samples, outputs]. */
export function wasmSoftmaxError(y: Tensor2D, target: Tensor2D): Tensor2D {
  const backend = presentBackend() as BackendWasm;
  const outputs = y.shape[1];
  const info = backend.makeOutput([...y.shape], 'float32');
  const { pointer, floats, perform } = wasmMemory();
  const places = [y, target, info].map(pointer);
  perform(() => {
    const [Y, T, E] = places.map((place) => floats(place, y.size)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (let i = 0; i < E.length; i++) {
      const from = i - (i % outputs);
      E[i] = errorOf(Y, T, i, from, from + outputs);
    }
  });
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
}
