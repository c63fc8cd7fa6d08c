/** The sequence of a network's blocks. */
import { type BlockId, blocks } from '.';
import type { Block, Border } from './block';

/** A block with its input and output. */
export interface ChainedBlock {
  readonly id: BlockId;
  readonly block: Block;
  readonly input: Border;
  readonly output: Border;
}

/**
 * Layers 1 … K, of which the last is dense.
 * @param widths n_0, the units of each hidden layer, C
 */
export function chainOf(widths: readonly number[], hidden: BlockId = 'dense'): ChainedBlock[] {
  const [inputs = 0, ...layers] = widths;
  let input: Border = { size: inputs, shape: [inputs] };
  return layers.map((units, i) => {
    const id = i === layers.length - 1 ? 'dense' : hidden;
    const block: Block = blocks[id];
    const output = block.shapes(input, units);
    const link = { id, block, input, output };
    input = output;
    return link;
  });
}

/** Size of each parameter of a block. @param bias whether biases are included */
export const parameterSizes = ({ block, input, output }: ChainedBlock, bias: boolean): number[] =>
  Object.values(block.parameters(input, output))
    .filter((spec) => bias || !spec.bias)
    .map(({ shape }) => shape.reduce((product, n) => product * n, 1));
