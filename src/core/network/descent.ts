/** Parameters with their optimizer state, and the optimizer's step: in plain operations, or in place by a kernel. */
import {
  concat,
  keep,
  reshape,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tidy,
  unstack,
  zeros,
} from '@tensorflow/tfjs-core';
import '../ops';
import type { Delta, Named } from '../blocks/block';
import type { ChainedBlock } from '../blocks/chain';
import type { Descend, Kernels, LearningLayer, Slot, Tape } from '../kernels';
import { type OptimizerId, optimizers } from '../optimizers';
import type { Optimizer } from '../optimizers/optimizer';
import { type OptionValues, optionValues } from '../options';
import type { RunSpec } from '../run/spec';
import type { NetworkLayer } from './layer';

/** A layer's optimizer state: for each parameter its slots, each of the parameter's shape. */
export interface KeptState {
  readonly state: Named<readonly Float32Array[]>;
  /** Number of updates of the layer. */
  readonly t: number;
}

/** One layer's parameters, their optimizer state and number of updates. */
export interface LayerSlots {
  readonly slots: Named<Slot>;
  /** The trained parameters: all, or all but biases. */
  readonly learning: Named<Slot>;
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
 * Creates one layer's slots; the caller disposes the tensors.
 * @param values of its parameters, row-major
 * @param kept optimizer state of a resumed run
 * @param bias whether biases are trained
 */
export function createSlots(
  { block, ...place }: ChainedBlock,
  values: Named<Float32Array>,
  kept: KeptState | undefined,
  { optimizer, bias }: Pick<RunSpec, 'optimizer' | 'bias'>,
  { packsState = false }: Kernels,
): LayerSlots {
  const { slots: count }: Optimizer = optimizers[optimizer];
  const specs = Object.entries(block.parameters(place));
  const all = specs.map(([name, { shape }]): [string, Slot] => {
    const parameter = tensor(values[name] as Float32Array, [...shape], 'float32');
    return [name, createSlot(parameter, count, kept?.state[name], packsState)];
  });
  const learning = all.filter((_, i) => bias || !specs[i]?.[1].bias);
  return { slots: Object.fromEntries(all), learning: Object.fromEntries(learning), t: kept?.t ?? 0 };
}

export const tensorsOf = ({ slots }: LayerSlots): Tensor[] =>
  Object.values(slots).flatMap(({ parameter, state }) => [parameter, ...state]);

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

/** A layer's current values, as `createSlots` takes them. */
export async function readLayer({ slots, t }: LayerSlots) {
  const all = await Promise.all(
    Object.entries(slots).map(async ([name, slot]) => [name, await readSlot(slot)] as const),
  );
  return {
    values: Object.fromEntries(all.map(([name, { parameter }]) => [name, parameter])),
    kept: { state: Object.fromEntries(all.map(([name, { state }]) => [name, state])), t },
  };
}

/** The optimizer's update in plain operations; replaces the tensors of the slot. Call inside tidy. */
function plainDescent({ update }: Optimizer, packsState: boolean): Descend {
  return (slot, gradient, context) => {
    const old = [slot.parameter, ...slot.state];
    const state = packsState ? slot.state.flatMap((all) => unstack(all)) : slot.state;
    const next = update(slot.parameter, gradient, state, context);
    const packed = packsState && next.state.length > 0 ? [stack([...next.state])] : next.state;
    slot.parameter = keep(next.parameter);
    slot.state = packed.map((one) => keep(one));
    for (const one of old) one.dispose();
  };
}

/** The optimizer's step on one layer; every parameter has its own state. */
export function createDescent(
  { optimizer, optimizerOptions }: Chosen,
  { descend: kernels, packsState = false }: Kernels,
) {
  const options = optionValues(optimizers[optimizer].options, optimizerOptions);
  const descend = kernels?.[optimizer] ?? plainDescent(optimizers[optimizer], packsState);
  return (layer: LayerSlots, gradients: Named<Tensor>, learningRate: number): void => {
    layer.t += 1;
    const context = { learningRate, t: layer.t, options };
    tidy(() => {
      for (const [name, slot] of Object.entries(layer.learning))
        descend(slot, gradients[name] as Tensor, context);
    });
  };
}

/** The same by fused kernels that also compute the gradients; undefined where any block lacks one for this optimizer. */
export function createLearning(
  chosen: Chosen,
  { blocks }: Kernels,
  layers: readonly Pick<NetworkLayer, 'block' | 'activation' | 'place' | 'parameters' | 'reading'>[],
  all: readonly LayerSlots[],
  also: Tape['also'],
) {
  const kernels = layers.map(({ block }) => blocks?.[block]?.learn?.[chosen.optimizer]);
  if (kernels.includes(undefined)) return undefined;
  const learning = layers.map(
    ({ activation, place, parameters }, i): LearningLayer => ({
      ...{ activation, place, parameters },
      slots: (all[i] as LayerSlots).learning,
    }),
  );
  const options = optionValues(optimizers[chosen.optimizer].options, chosen.optimizerOptions);
  const counts = all.map((own) => () => {
    own.t += 1;
  });
  return (i: number, h: Tensor2D, delta: Delta, learningRate: number): void => {
    const own = all[i] as LayerSlots;
    const count = counts[i] as () => void;
    count();
    also(count);
    // A repeated step asks for t again.
    const context = {
      learningRate,
      options,
      get t() {
        return own.t;
      },
    };
    layers[i]?.reading(h, (read) => kernels[i]?.(learning[i] as LearningLayer, read, delta, context));
  };
}
