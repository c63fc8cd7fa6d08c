/** With another block in the registry: it can be chosen, and estimates, links and forms take it into account. */
import { expect, it, vi } from 'vitest';
import type { HiddenLayer } from '../core/blocks/hidden';
import type { Experiment } from '../core/run/spec';
import { runSpec } from '../core/run/spec';
import { defaultExperiment } from './defaults';
import { estimateDuration } from './duration';
import { fromQuery, toQuery } from './files/link';
import { networkFacts, placeFor } from './layerFacts';

vi.mock('../core/blocks', async (original) => {
  const { blocks } = await original<typeof import('../core/blocks')>();
  const size = blocks.dense.options.units;
  const half = {
    ...blocks.dense,
    name: 'Half',
    options: { width: size, depth: { ...size, label: 'Depth', default: 2, max: 9 } },
    shapes: (_input: unknown, { width = 0 }) => ({ size: width, shape: [width] }),
    cost: () => ({ forward: 10, vjp: 10, gradients: 10, update: 10, held: 0 }),
  };
  return { blocks: { ...blocks, half }, blockIds: ['dense', 'convolution', 'residual', 'half'] };
});

const layer = (width: number, depth = 2) =>
  ({ block: 'half', options: { width, depth } }) as unknown as HiddenLayer;
const half: Experiment = { ...defaultExperiment('mnist'), hidden: [layer(500), layer(300, 3)] };

it('the estimated duration uses the operations of the chosen block', () => {
  const seconds = (experiment: Experiment) =>
    estimateDuration(experiment, { msPerStep: 3, cores: 1 })?.seconds;
  expect(seconds(half)).toBeLessThan(0.2 * (seconds(defaultExperiment('mnist')) as number));
});

it('a link has the block with its size, and options that differ from their defaults', () => {
  expect(toQuery(half).split('&')).toContain('hidden=half:500,half:300:depth=3');
  expect(fromQuery(toQuery(half))).toEqual({ experiment: half, problems: [] });
});

it('a run’s spec has the block', () => {
  expect(runSpec(half, 'bp', 0).hidden).toEqual(half.hidden);
});

it('a form gets its shape, size and place', () => {
  const ends = { inputs: 784, outputs: 10 };
  const { layers } = networkFacts(ends, half.hidden, true);
  expect(layers.map(({ output }) => output)).toEqual(['500 numbers', '300 numbers', '10 numbers']);
  expect(layers[0]).toMatchObject({ parameters: 784 * 500 + 500, operations: 10 });
  expect(placeFor(ends, half.hidden, 'half' as 'dense')).toMatchObject({ place: 2 });
});
