/** The registry of blocks for hidden layers. The output layer is always dense. */
import type { Block } from './block';
import { dense } from './dense';

export const blocks = {
  dense,
} as const satisfies Record<string, Block>;
export type BlockId = keyof typeof blocks;
export const blockIds = Object.keys(blocks) as [BlockId, ...BlockId[]];
