/** With a second block in the registry: it can be chosen, and estimates, links and run names take it into account. */
import { expect, it, vi } from 'vitest';
import type { Experiment } from '../core/run/spec';
import { runSpec } from '../core/run/spec';
import { defaultExperiment } from './defaults';
import { estimateDuration } from './duration';
import { fromQuery, toQuery } from './files/link';

vi.mock('../core/blocks', async (original) => {
  const { blocks } = await original<typeof import('../core/blocks')>();
  const half = {
    ...blocks.dense,
    cost: () => ({ forward: 10, vjp: 10, gradients: 10, update: 10, held: 0 }),
  };
  return { blocks: { ...blocks, half }, blockIds: ['dense', 'half'] };
});

const half = { ...defaultExperiment('mnist'), block: 'half' } as unknown as Experiment;

it('the estimated duration uses the operations of the chosen block', () => {
  const seconds = (experiment: Experiment) =>
    estimateDuration(experiment, { msPerStep: 3, cores: 1 })?.seconds;
  expect(seconds(half)).toBeLessThan(0.2 * (seconds(defaultExperiment('mnist')) as number));
});

it('a link contains the block; a link without one means dense, as before there was a choice', () => {
  expect(toQuery(half).split('&')).toContain('block=half');
  expect(fromQuery(toQuery(half))).toEqual({ experiment: half, problems: [] });
  expect(defaultExperiment('mnist').block).toBe('dense');
  expect(toQuery(defaultExperiment('mnist'))).not.toContain('block');
});

it('a run’s spec contains the block only if it is not dense', () => {
  expect(runSpec(half, 'bp', 0).block).toBe('half');
  expect(runSpec(defaultExperiment('mnist'), 'bp', 0)).not.toHaveProperty('block');
});
