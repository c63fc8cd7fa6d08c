/** The cost model uses the costs of blocks: tested with a second block in the registry. */
import { expect, it, vi } from 'vitest';
import type { BlockId } from '../blocks';
import { capacities, footprint } from './footprint';

vi.mock('../blocks', async (original) => {
  const { blocks } = await original<typeof import('../blocks')>();
  const half = {
    ...blocks.dense,
    cost: () => ({ forward: 0, vjp: 0, gradients: 0, update: 0, held: 1000 }),
  };
  return { blocks: { ...blocks, half }, blockIds: ['dense', 'half'] };
});

it('memory inside blocks counts per sample of a batch, or of a measurement’s batch', () => {
  const data = { inputs: 784, outputs: 10, samples: 12_000, classes: true };
  const bytes = (block: string, batchSize: number) => {
    const hidden = [50, 50].map((units) => ({ block: block as BlockId, options: { units } }));
    return footprint(
      {
        ...{ rule: 'bp', hidden, optimizer: 'sgd', errorTransform: 'one-hot', measures: [] },
        batchSize,
      },
      data,
      capacities.wasm,
    ).bytes;
  };
  // Two hidden blocks hold 1,000 numbers of 4 bytes each, plus 10 % for fragmentation; the last layer is dense.
  expect(bytes('half', 5000) - bytes('dense', 5000)).toBeCloseTo(1.1 * 4 * 2000 * 5000, 0);
  expect(bytes('half', 1) - bytes('dense', 1)).toBeCloseTo(1.1 * 4 * 2000 * 250, 0);
});
