/** Tests that every backend with kernels passes, and data of bytes. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type HiddenLayer, hiddenLayer } from '../core/blocks/hidden';
import type { Kernels } from '../core/kernels';
import { createStream } from '../core/random/rng';
import type { RuleId } from '../core/rules';
import { resumeCases, resumedAfter, resumeSeed } from '../core/run/testSupport';
import { goldenFiles } from '../core/run/trajectory/testSupport';
import { replayTrajectory } from '../core/run/trajectory/trajectory';
import { parseTrajectory } from '../core/run/trajectory/trajectoryFile';
import type { Dataset, Split } from '../core/samples/dataset';
import { tinyConfig, tinyData } from '../core/testSupport';

/** The reference's trajectories. @param kernels once the backend runs */
export function testGoldenRuns(kernels: () => Kernels): void {
  it.each(goldenFiles())('golden run %s', async (path) => {
    const trajectory = parseTrajectory(JSON.parse(readFileSync(path, 'utf8')));
    const differences = await replayTrajectory(trajectory, kernels());
    for (const [field, difference] of Object.entries(differences))
      expect(difference, field).toBeLessThan(1e-4);
  });
}

/** Interrupted and resumed runs. @param kernels once the backend runs */
export function testResumedRuns(kernels: () => Kernels): void {
  it.each(resumeCases)('%s: gives the same bytes as an uninterrupted run', async (name, spec) => {
    const epoch = 1 + createStream(resumeSeed, name).below(spec.epochs);
    const { undisturbed, resumed } = await resumedAfter(epoch, spec, tinyData(), kernels());
    expect(resumed, `after epoch ${epoch}`).toEqual(undisturbed);
  });
}

/** The same of other blocks. */
export function testResumedBlocks(kernels: () => Kernels): void {
  it.each(blockRuns)('%s, %s: gives the same bytes as an uninterrupted run', async (rule, _, hidden) => {
    const spec = tinyConfig({ rule, hidden: [...hidden], optimizer: 'adam', batchSize: 8, epochs: 4 });
    const epoch = 1 + createStream(resumeSeed, rule).below(spec.epochs);
    const { undisturbed, resumed } = await resumedAfter(epoch, spec, convolvedData(), kernels());
    expect(resumed, `after epoch ${epoch}`).toEqual(undisturbed);
  });
}

/** Random bytes, many of which are 0, in random classes. @param byte the next of `stream` */
export function bytesData(
  {
    inputs,
    outputs,
    mean,
    deviation,
  }: Pick<Dataset, 'inputs' | 'outputs'> & Record<'mean' | 'deviation', number>,
  sizes: Readonly<Record<'train' | 'test', number>>,
  byte: (stream: ReturnType<typeof createStream>) => number,
): Dataset {
  const stream = createStream(7, 'bytes');
  const split = (size: number): Split => ({
    size,
    inputs: Uint8Array.from({ length: size * inputs }, () => Math.max(0, byte(stream))),
    targets: { kind: 'classes', labels: Uint8Array.from({ length: size }, () => stream.below(outputs)) },
  });
  const [train, test] = [split(sizes.train), split(sizes.test)];
  return { id: 'bytes', inputs, outputs, mean, deviation, train, test };
}

/** Two convolutions, pooled and not, under a dense and a residual layer. */
export const convolved: HiddenLayer[] = [
  hiddenLayer('convolution', { channels: 5, kernel: 3, padding: 1, pool: 2 }),
  hiddenLayer('convolution', { channels: 6, kernel: 2, stride: 2, padding: 1, pool: 1 }),
  9,
  hiddenLayer('residual', { units: 9 }),
];
export const convolvedRules = [
  'bp',
  'fa',
  'drtp',
  'f3-error',
  'f3-loss',
  'pepita',
] as const satisfies RuleId[];

/** Two transformers, of which the first makes tokens of an image, under a dense layer. */
export const transformed: HiddenLayer[] = [
  ...[1, 0].map((embedding) =>
    hiddenLayer('transformer', { dims: 6, tokens: 5, heads: 3, key: 7, mlp: 9, embedding }),
  ),
  8,
];
export const transformedRules = ['bp', 'dfa', 'drtp', 'f3-error', 'pepita'] as const satisfies RuleId[];

export const blockRuns = [
  ...convolvedRules.map((rule) => [rule, 'convolutions and a residual layer', convolved] as const),
  ...transformedRules.map((rule) => [rule, 'transformers', transformed] as const),
];

/** Images for them: a third of the bytes is not 0. */
export const convolvedData = (): Dataset => ({
  ...bytesData({ inputs: 90, outputs: 4, mean: 33, deviation: 79 }, { train: 90, test: 30 }, (stream) =>
    stream.below(10) < 7 ? 0 : 1 + stream.below(255),
  ),
  shape: [1, 9, 10],
});
