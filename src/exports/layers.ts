/** A trained network layer by layer, for formats that say how it computes. */
import type { ActivationId } from '../core/blocks/activation';
import { type ChainedBlock, chainOf } from '../core/blocks/chain';
import { layerText } from '../core/blocks/hidden';
import { NotExpressible, type TrainedNetwork } from './network';

/** Row-major. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface TrainedLayer extends ChainedBlock {
  /** "layer1", as in the names of its arrays. */
  readonly name: string;
  /** As settings write it: "residual:64"; "output" for the last. */
  readonly text: string;
  readonly activation: ActivationId;
  /** A parameter's trained values; zeros for a bias that the network lacks. @throws {Error} if weights are missing */
  readonly weight: (parameter: string) => Weight;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Layers 1 … K. The last one's activation is the output's, after which comes nothing. */
export function layersOf({ spec, ends, arrays }: TrainedNetwork): TrainedLayer[] {
  const chain = chainOf(ends, spec.hidden);
  return chain.map((link, i) => {
    const { block, below: _below, ...place } = link;
    const layer = spec.hidden[i];
    const name = `layer${i + 1}`;
    const specs = block.parameters(place);
    const weight = (parameter: string): Weight => {
      const { shape = [], bias = false } = specs[parameter] ?? {};
      const values = arrays[`${name}.${parameter}`]?.values;
      if (values instanceof Float32Array && values.length === sizeOf(shape)) return { shape, values };
      if (values === undefined && bias) return { shape, values: new Float32Array(sizeOf(shape)) };
      throw new Error(
        `${name}.${parameter}: the network’s arrays hold no [${shape.join(', ')}] of that name. Export it from a run that is kept whole.`,
      );
    };
    return {
      ...{ ...link, name, weight },
      text: layer === undefined ? 'output' : layerText(layer),
      activation: i === chain.length - 1 ? spec.outputActivation : spec.activation,
    };
  });
}

/** What a format has for a block or activation of the lab. @throws {NotExpressible} where it has nothing */
export function expressed<T>(
  known: Readonly<Record<string, T>>,
  id: string,
  { name, text }: Pick<TrainedLayer, 'name' | 'text'>,
  format: string,
): T {
  const found = Object.hasOwn(known, id) ? known[id] : undefined;
  if (found === undefined)
    throw new NotExpressible(
      `${name} (${text}): ${format} has no counterpart of “${id}”. Choose NPZ or safetensors, which hold the weights of every network.`,
    );
  return found;
}

/** A weight whose values are read in this shape, with its axes in another order. @param axes of the result, by their old places */
export function permuted(
  { values }: Pick<Weight, 'values'>,
  shape: readonly number[],
  axes: readonly number[],
): Weight {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const sizes = axes.map((axis) => shape[axis] as number);
  const steps = axes.map((axis) => strides[axis] as number);
  const at = sizes.map(() => 0);
  const out = new Float32Array(values.length);
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = values[from] as number;
    for (let axis = at.length - 1; axis >= 0; axis--) {
      from += steps[axis] as number;
      at[axis] = (at[axis] as number) + 1;
      if (at[axis] !== sizes[axis]) break;
      from -= (steps[axis] as number) * (sizes[axis] as number);
      at[axis] = 0;
    }
  }
  return { shape: sizes, values: out };
}

/** One number for each input, or one for all: as a vector. @param size n_0 */
export const perInput = (value: number | Float32Array, size: number): Float32Array =>
  typeof value === 'number' ? new Float32Array(size).fill(value) : value;
