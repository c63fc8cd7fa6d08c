/** The sequence of a network's blocks. */
import { type BlockId, blocks } from '.';
import type { Block, Border, Place } from './block';
import { pooledBorder } from './border';
import { blockLayerOf, type HiddenLayer, hiddenLayer, layerText } from './hidden';

/** A block in its place. */
export interface ChainedBlock extends Place {
  readonly id: BlockId;
  readonly block: Block;
  /** The border below, whose numbers the layer receives; `input` where it is not pooled. */
  readonly below: Border;
}

/** What a network reads and answers. */
export interface Ends {
  /** n_0 */
  readonly inputs: number;
  /** C */
  readonly outputs: number;
  /** [channels, height, width] of images. */
  readonly shape?: readonly number[] | undefined;
}

export const inputBorder = ({ inputs, shape }: Ends): Border => ({ size: inputs, shape: shape ?? [inputs] });

/** Layers 1 … K, of which the last is dense. Numbers of blocks that do not fit mean nothing: see `chainProblem`. */
export function chainOf(ends: Ends, hidden: readonly HiddenLayer[]): ChainedBlock[] {
  let below = inputBorder(ends);
  return [...hidden, ends.outputs].map((layer) => {
    const { block: id, options } = blockLayerOf(layer);
    const block: Block = blocks[id];
    const input = pooledBorder(below);
    const link = { id, block, options, below, input, output: block.shapes(input, options) };
    below = link.output;
    return link;
  });
}

/** The layer (from 0) that does not fit on those below it, and why; undefined if all do. */
export function chainProblem(
  ends: Ends,
  hidden: readonly HiddenLayer[],
): { readonly layer: number; readonly problem: string } | undefined {
  let below = inputBorder(ends);
  for (const [layer, one] of hidden.entries()) {
    const { block: id, options } = blockLayerOf(one);
    const block: Block = blocks[id];
    const input = pooledBorder(below);
    const problem = block.problem?.(input, options);
    if (problem !== undefined) return { layer, problem: `${layerText(one)} ${problem}` };
    below = block.shapes(input, options);
  }
  return undefined;
}

/** A new layer of a block above the given ones, with options that suit it there. */
export function layerAbove(ends: Ends, below: readonly HiddenLayer[], id: BlockId): HiddenLayer {
  const { suited }: Block = blocks[id];
  if (!suited) return hiddenLayer(id, {});
  const top = chainOf(ends, below).at(-1) as ChainedBlock;
  return hiddenLayer(id, suited(top.input));
}

/** n_0 … n_K: border sizes, which may differ from the number of units. */
export const bordersOf = (chain: readonly ChainedBlock[]): Border[] => [
  ...chain.slice(0, 1).map(({ below }) => below),
  ...chain.map(({ output }) => output),
];

/** Whether entry (i, j) of a layer's weights is the wire from input i to output j. */
export const isWired = ({ block, below, ...place }: ChainedBlock): boolean =>
  block.describe(place).wired && below.pool === undefined;

/** Whether a layer is a factor of forward paths: see `Block.linear`. */
export const isLinear = ({ block, below }: Pick<ChainedBlock, 'block' | 'below'>): boolean =>
  block.linear !== undefined && below.pool === undefined;

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Size of each parameter of a block. @param bias whether biases are included */
export const parameterSizes = ({ block, ...place }: ChainedBlock, bias: boolean): number[] =>
  Object.values(block.parameters(place))
    .filter((spec) => bias || !spec.bias)
    .map(({ shape }) => sizeOf(shape));

/** What feedback weights depend on, of one layer. */
export interface LayerShape {
  /** n_{i-1} and n_i */
  readonly below: number;
  readonly size: number;
  /** Rows and columns of its weights: [n_{i-1}, n_i] of a dense layer. */
  readonly weights: readonly [number, number];
}

/** Of layers 1 … K. */
export const layerShapes = (chain: readonly ChainedBlock[]): LayerShape[] =>
  chain.map(({ block, below, ...place }) => {
    const [rows = 0, columns = 0] = block.parameters(place)[block.describe(place).weights]?.shape ?? [];
    return { below: below.size, size: place.output.size, weights: [rows, columns] };
  });

/** The place of a dense layer. */
export const densePlace = (inputs: number, units: number): Place => ({
  options: { units },
  input: { size: inputs, shape: [inputs] },
  output: { size: units, shape: [units] },
});

/** `layerShapes` of dense layers. @param sizes n_0 … n_K */
export const denseShapes = (sizes: readonly number[]): LayerShape[] =>
  sizes.slice(1).map((size, i) => {
    const below = sizes[i] as number;
    return { below, size, weights: [below, size] };
  });
