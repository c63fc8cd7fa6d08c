/** Copies parameters and optimizer state of some layers to plain arrays and back, for stages of a pipeline. */
import { keep, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Kernels, Slot } from '../kernels';
import type { LayerSlots } from './descent';
import { numbersOf } from './numbers';
import type { Part } from './part';

/** Values of some layers, in shared memory or not. */
export interface LayerValues {
  /** Of each slot, by layer: the parameter, then its state. */
  readonly values: Float32Array;
  /** [layers of the part] Updates of each layer. */
  readonly updates: Int32Array;
}

const slotsOf = (layers: readonly LayerSlots[], { from, to }: Part): Slot[] =>
  layers.slice(from, to).flatMap(({ slots }) => Object.values(slots));

/** Numbers that the part's parameters and their state take. */
const valuesSize = (layers: readonly LayerSlots[], part: Part): number =>
  slotsOf(layers, part).reduce(
    (sum, { parameter, state }) => sum + [parameter, ...state].reduce((own, { size }) => own + size, 0),
    0,
  );

function copyOut(
  layers: readonly LayerSlots[],
  part: Part,
  kernels: Kernels,
  { values, updates }: LayerValues,
): void {
  let place = 0;
  for (const { parameter, state } of slotsOf(layers, part))
    for (const one of [parameter, ...state]) {
      values.set(numbersOf(one, kernels)(), place);
      place += one.size;
    }
  for (let i = part.from; i < part.to; i++) updates[i - part.from] = (layers[i] as LayerSlots).t;
}

/** Into tensors that stay where they are, if the backend allows it: a repeated step finds them. */
function copyIn(
  layers: readonly LayerSlots[],
  part: Part,
  { view }: Kernels,
  { values, updates }: LayerValues,
): void {
  let place = 0;
  const next = (old: Tensor): Tensor => {
    const own = values.subarray(place, place + old.size);
    place += old.size;
    if (view) {
      view(old)().set(own);
      return old;
    }
    // A copy: the cpu backend keeps the array.
    const fresh = keep(tensor(own.slice(), old.shape, 'float32'));
    old.dispose();
    return fresh;
  };
  for (const slot of slotsOf(layers, part)) {
    slot.parameter = next(slot.parameter);
    slot.state = slot.state.map(next);
  }
  for (let i = part.from; i < part.to; i++) (layers[i] as LayerSlots).t = updates[i - part.from] as number;
}

export interface Transfer {
  /** Parameters and optimizer state of some layers to plain arrays, and back. */
  readonly copyOut: (part: Part, to: LayerValues) => void;
  readonly copyIn: (part: Part, from: LayerValues) => void;
  /** Numbers that `copyOut` writes. */
  readonly valuesSize: (part: Part) => number;
}

export const createTransfer = (layers: readonly LayerSlots[], kernels: Kernels): Transfer => ({
  copyOut: (part, to) => copyOut(layers, part, kernels, to),
  copyIn: (part, from) => copyIn(layers, part, kernels, from),
  valuesSize: (part) => valuesSize(layers, part),
});
