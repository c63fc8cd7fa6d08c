/** The one registry of blocks: what hidden layers may be. An output layer is dense. */
import type { Block } from './block';
import { dense } from './dense';

export const blocks = {
  dense,
} as const satisfies Record<string, Block>;
export type BlockId = keyof typeof blocks;
export const blockIds = Object.keys(blocks) as [BlockId, ...BlockId[]];
