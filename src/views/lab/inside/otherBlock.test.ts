/** The network's parts get their sizes, costs and wires from its blocks: tested with a second registered block. */
import { describe, expect, it, vi } from 'vitest';
import type { Experiment } from '../../../core/run/spec';
import { defaultExperiment } from '../../../experiment/defaults';
import { shapeOf } from './cost/costText';
import { layoutOf } from './diagram/diagramLayout';
import { wires } from './diagram/reading/spots';
import { sizesOf, wiredOf } from './sizes';

vi.mock('../../../core/blocks', async (original) => {
  const { blocks } = await original<typeof import('../../../core/blocks')>();
  const half = {
    ...blocks.dense,
    shapes: (_input: unknown, units: number) => ({ size: 2 * units, shape: [2, units] }),
    describe: () => ({ weights: 'W', wired: false }),
  };
  return { blocks: { ...blocks, half }, blockIds: ['dense', 'half'] };
});

const dense = { ...defaultExperiment('mnist'), hidden: [30, 20] };
const half = { ...dense, block: 'half' } as unknown as Experiment;

describe('a network of other blocks', () => {
  it('can have border sizes that differ from its units', () => {
    expect(sizesOf(dense)).toEqual([784, 30, 20, 10]);
    expect(sizesOf(half)).toEqual([784, 60, 40, 10]);
  });

  it('has the cost that they report', () => {
    expect(shapeOf(half, true)).toMatchObject({ sizes: [784, 30, 20, 10], block: 'half' });
  });

  it('has wires only if weights are wires', () => {
    const layout = (experiment: Experiment) =>
      layoutOf({
        ...{ sizes: sizesOf(experiment), wired: wiredOf(experiment) },
        ...{ layer: 1, width: 452, image: true },
      });
    const from = (experiment: Experiment) => [
      ...new Set(wires(layout(experiment)).map(({ column }) => column)),
    ];
    expect(from(dense)).toEqual([0, 1, 2]);
    // The output layer is dense.
    expect(from(half)).toEqual([2]);
  });
});
