/** What a form says about each layer of a network: its shape, its size, its work, and what does not fit. */
import { type BlockId, blocks } from '../core/blocks';
import type { Block, Border } from '../core/blocks/block';
import { pooledBorder } from '../core/blocks/border';
import {
  chainOf,
  chainProblem,
  type Ends,
  inputBorder,
  layerAbove,
  parameterSizes,
} from '../core/blocks/chain';
import { blockLayerOf, type HiddenLayer, layerText } from '../core/blocks/hidden';
import { count } from '../core/format';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const timesText = (sides: readonly number[]): string => sides.map(count).join(' × ');

/** "28 × 28 × 1" of images: height, width and channels; "11" of a table's columns. */
export function inputText({ inputs, shape }: Ends): string {
  const [channels, height, width] = shape ?? [];
  if (channels === undefined || height === undefined || width === undefined) return count(inputs);
  return timesText([height, width, channels]);
}

/** "32 maps of 28 × 28, pooled to 14 × 14"; "16 tokens of 32"; "500 numbers". */
export function borderText(border: Border): string {
  const [first, ...sides] = border.shape;
  if (first === undefined || sides.length === 0)
    return `${count(border.size)} number${border.size === 1 ? '' : 's'}`;
  if (sides.length === 1) return `${count(first)} ${first === 1 ? 'token' : 'tokens'} of ${timesText(sides)}`;
  if (sides.length !== 2) return timesText(border.shape);
  const maps = `${count(first)} ${first === 1 ? 'map' : 'maps'} of ${timesText(sides)}`;
  return border.pool === undefined
    ? maps
    : `${maps}, pooled to ${timesText(pooledBorder(border).shape.slice(1))}`;
}

export interface LayerFacts {
  /** What leaves it. */
  readonly output: string;
  readonly parameters: number;
  /** Multiply-adds of the forward pass, for one sample. */
  readonly operations: number;
}

export interface NetworkFacts {
  /** Layers 1 … K, of which the last is the output; none from the first on that does not fit. */
  readonly layers: readonly LayerFacts[];
  /** The hidden layer (from 0) that does not fit after those before it, and what would: "Convolution needs an image…" */
  readonly misfit?: { readonly layer: number; readonly problem: string } | undefined;
  /** Of all layers; undefined if one does not fit. */
  readonly parameters: number | undefined;
}

/** The problem with the block's name, where its row shows its options. */
function misfitIn(ends: Ends, hidden: readonly HiddenLayer[]): NetworkFacts['misfit'] {
  const found = chainProblem(ends, hidden);
  const layer = found && hidden[found.layer];
  if (!found || layer === undefined) return undefined;
  const { name } = blocks[blockLayerOf(layer).block];
  return { layer: found.layer, problem: found.problem.replace(layerText(layer), name) };
}

export function networkFacts(ends: Ends, hidden: readonly HiddenLayer[], bias: boolean): NetworkFacts {
  const misfit = misfitIn(ends, hidden);
  const layers = chainOf(ends, hidden)
    .slice(0, misfit?.layer)
    .map((link): LayerFacts => {
      const { block, below: _below, ...place } = link;
      return {
        output: borderText(link.output),
        parameters: sum(parameterSizes(link, bias)),
        operations: block.cost(place).forward,
      };
    });
  return { layers, misfit, parameters: misfit ? undefined : sum(layers.map((one) => one.parameters)) };
}

/**
 * A new layer, and where it goes: the last place at which the whole network fits, else the last at which the layer itself does; or
 * why it fits nowhere.
 */
export function placeFor(
  ends: Ends,
  hidden: readonly HiddenLayer[],
  id: BlockId,
): { readonly place: number; readonly layer: HiddenLayer } | { readonly problem: string } {
  const block: Block = blocks[id];
  const layerAt = (place: number) => layerAbove(ends, hidden.slice(0, place), id);
  if (!block.problem) return { place: hidden.length, layer: layerAt(hidden.length) };
  const places = hidden.map((_, i) => hidden.length - i).concat(0);
  const fits = (net: readonly HiddenLayer[]): boolean => chainProblem(ends, net) === undefined;
  const place =
    places.find((one) => fits(hidden.toSpliced(one, 0, layerAt(one)))) ??
    places.find((one) => fits([...hidden.slice(0, one), layerAt(one)]));
  if (place !== undefined) return { place, layer: layerAt(place) };
  const problem = block.problem(pooledBorder(inputBorder(ends)), blockLayerOf(layerAt(0)).options);
  return { problem: `${block.name} ${problem ?? 'fits nowhere.'}` };
}
