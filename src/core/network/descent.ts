/** Parameters with what the optimizer keeps of them, and its step on them: in plain operations, or by a kernel in place. */
import {
  concat,
  keep,
  reshape,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  unstack,
  zeros,
} from '@tensorflow/tfjs-core';
import '../ops';
import type { DenseGradients } from '../blocks/dense';
import type { Delta, Kernels, Slot } from '../kernels';
import { type OptimizerId, optimizers } from '../optimizers';
import type { Optimizer } from '../optimizers/optimizer';
import { type OptionValues, optionValues } from '../options';

/** What the optimizer kept of a layer: for W and b, its slots one after the other, each of the parameter's shape. */
export interface KeptState {
  readonly W: readonly Float32Array[];
  readonly b: readonly Float32Array[];
  /** Updates that the layer has had. */
  readonly t: number;
}

/** A layer's parameters as plain numbers, W row by row [n_{i-1}, n_i] and b [n_i]; at the start without `kept`. */
export interface LayerStart {
  readonly W: Float32Array;
  readonly b: Float32Array;
  readonly kept?: KeptState;
}

/** One layer's parameters, their optimizer state, and how many updates they have had. */
export interface LayerSlots {
  readonly W: Slot;
  readonly b: Slot;
  t: number;
}

/** The optimizer of a run, with all its options. */
interface Chosen {
  readonly optimizer: OptimizerId;
  readonly optimizerOptions: OptionValues;
}

function createSlot(
  values: Tensor,
  slots: number,
  kept: readonly Float32Array[] | undefined,
  packs: boolean,
): Slot {
  const { shape } = values;
  const parameter = keep(values);
  const all = Array.from({ length: slots }, (_, k) => {
    const own = kept?.[k];
    return own ? tensor(own, shape) : zeros(shape);
  });
  if (!packs || slots === 0) return { parameter, state: all.map((one) => keep(one)) };
  const packed = keep(stack(all));
  for (const one of all) one.dispose();
  return { parameter, state: [packed] };
}

/**
 * @param sizes n_0 … n_K
 * @returns of layers 1 … K; the caller disposes their tensors
 */
export function createSlots(
  layers: readonly LayerStart[],
  sizes: readonly number[],
  id: OptimizerId,
  { packsState = false }: Kernels,
): LayerSlots[] {
  const { slots }: Optimizer = optimizers[id];
  return layers.map(({ W, b, kept }, i) => ({
    W: createSlot(tensor2d(W, [sizes[i] as number, sizes[i + 1] as number]), slots, kept?.W, packsState),
    b: createSlot(tensor1d(b), slots, kept?.b, packsState),
    t: kept?.t ?? 0,
  }));
}

export const tensorsOf = ({ W, b }: LayerSlots): Tensor[] =>
  [W, b].flatMap(({ parameter, state }) => [parameter, ...state]);

/** A parameter and its state, read back at once; the state as one array for each of the optimizer's slots. */
async function readSlot({ parameter, state }: Slot) {
  const all = tidy(() => concat([parameter, ...state].map((one) => reshape(one, [-1]) as Tensor1D)));
  const values = (await all.data()) as Float32Array;
  all.dispose();
  const { size } = parameter;
  const part = (k: number) => values.slice(k * size, (k + 1) * size);
  const slots = values.length / size - 1;
  return { parameter: part(0), state: Array.from({ length: slots }, (_, k) => part(k + 1)) };
}

/** A layer as it is, so that `createSlots` can go on from there. */
export async function readLayer({ W, b, t }: LayerSlots): Promise<LayerStart> {
  const [w, biases] = await Promise.all([readSlot(W), readSlot(b)]);
  return { W: w.parameter, b: biases.parameter, kept: { W: w.state, b: biases.state, t } };
}

/** The optimizer's step on one layer; state belongs to each of its parameters alone. @param bias whether b learns */
export function createDescent(chosen: Chosen, bias: boolean, { packsState = false }: Kernels) {
  const optimizer: Optimizer = optimizers[chosen.optimizer];
  const options = optionValues(optimizer.options, chosen.optimizerOptions);
  const descend = (slot: Slot, gradient: Tensor, learningRate: number, t: number): void => {
    const old = [slot.parameter, ...slot.state];
    const state = packsState ? slot.state.flatMap((all) => unstack(all)) : slot.state;
    const next = optimizer.update(slot.parameter, gradient, state, { learningRate, t, options });
    const packed = packsState && next.state.length > 0 ? [stack([...next.state])] : next.state;
    slot.parameter = keep(next.parameter);
    slot.state = packed.map((one) => keep(one));
    for (const one of old) one.dispose();
  };
  return (layer: LayerSlots, gradients: DenseGradients, learningRate: number): void => {
    layer.t += 1;
    tidy(() => {
      descend(layer.W, gradients.W, learningRate, layer.t);
      if (bias) descend(layer.b, gradients.b, learningRate, layer.t);
    });
  };
}

/** The same by the backend's kernel, in place; undefined where there is none for this optimizer. */
export function createLearning(chosen: Chosen, bias: boolean, { learn }: Kernels) {
  const kernel = learn?.[chosen.optimizer];
  if (!kernel) return undefined;
  const options = optionValues(optimizers[chosen.optimizer].options, chosen.optimizerOptions);
  return (layer: LayerSlots, input: Tensor2D, delta: Delta, learningRate: number): void => {
    layer.t += 1;
    const { W, b, t } = layer;
    kernel({ W, b: bias ? b : undefined }, input, delta, { learningRate, t, options });
  };
}
