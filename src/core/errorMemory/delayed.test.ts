// Errors that become available some batches after their visit.
import { tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createStream } from '../random/rng';
import { computedOf } from '../run/events';
import { createRun } from '../run/run';
import { tinyConfig, tinyData, useCpu } from '../testSupport';
import { createDelayedMemory } from './delayed';
import { createErrorMemory, informationOf } from './memory';

beforeAll(useCpu);

const events = async (changes: Parameters<typeof tinyConfig>[0]) => {
  const found: unknown[] = [];
  for await (const event of createRun(tinyConfig({ rule: 'f3-error', epochs: 4, ...changes }), tinyData(), {})
    .events)
    found.push(computedOf(event));
  return found;
};

it('a sample is read as it was some batches ago', () => {
  const [samples, outputs, delay] = [7, 2, 3];
  const information = informationOf(tinyConfig({ rule: 'f3-error' }));
  if (!information) throw new Error('F³ remembers.');
  const start = new Float32Array(samples * outputs).fill(9);
  const create = () => createErrorMemory(start, outputs, information);
  const memory = createDelayedMemory(create(), create(), delay, {}, []);
  const stream = createStream(1, 'visits');
  /** Rows after each step. */
  const history = [Array.from({ length: samples }, () => [9, 9])];
  for (let step = 1; step <= 40; step++) {
    const places = Uint32Array.of(stream.below(samples));
    const [place] = places as unknown as [number];
    const y = [step, -step];
    tidy(() => {
      const batch = {
        indices: tensor1d([place], 'int32'),
        target: tensor2d([[0, 0]]),
        labels: undefined,
        x: tensor2d([[0]]),
      };
      const available = history[Math.max(0, step - 1 - delay)]?.[place];
      expect([
        ...memory
          .read(batch)
          .matMul(
            tensor2d([
              [1, 0],
              [0, 1],
            ]),
          )
          .dataSync(),
      ]).toEqual(available);
      memory.write(batch, tensor2d([y]));
    });
    memory.arrive?.(places);
    const rows = structuredClone(history.at(-1)) as number[][];
    rows[place] = y.map((value) => 0 - value);
    history.push(rows);
  }
  memory.settle?.();
  expect([...memory.all().dataSync()]).toEqual(history.at(-1)?.flat());
  memory.dispose();
});

describe('a run', () => {
  it('is the same where every sample returns later than its error', async () => {
    const fixed = { batchOrder: 'fixed' } as const;
    expect(await events({ ...fixed, errorDelay: 4 })).toEqual(await events(fixed));
  });

  it('is another where some return sooner', async () => {
    expect(await events({ errorDelay: 4 })).not.toEqual(await events({}));
  });

  it('refuses a delay longer than an epoch', async () => {
    await expect(events({ errorDelay: 6 })).rejects.toThrow(
      'Error delay: 6 batches are more than an epoch has, 5. Choose 5 or fewer.',
    );
  });
});
