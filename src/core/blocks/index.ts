/** The registry of blocks for hidden layers. The output layer is always dense. */
import type { Block } from './block';
import { convolution } from './convolution';
import { dense } from './dense';
import { residual } from './residual';
import { transformer } from './transformer/transformer';

export const blocks = {
  dense,
  convolution,
  residual,
  transformer,
} as const satisfies Record<string, Block>;
export type BlockId = keyof typeof blocks;
export const blockIds = Object.keys(blocks) as [BlockId, ...BlockId[]];
