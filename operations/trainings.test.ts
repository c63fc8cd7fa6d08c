import { describe, expect, it } from 'vitest';
import { startBackend } from '../src/cli/backend';
import { compareTrainings, trained, trainings } from './trainings';

const STEPS = 2;

describe('short trainings', () => {
  it('are on wasm what they are on plain JavaScript, and the same bits each time', async () => {
    const plain = await startBackend('cpu');
    const wasm = await startBackend('wasm');
    // A few of each net; all of them take a while in plain JavaScript.
    const some = trainings.filter((_, i) => i % 4 === 0);
    const comparisons = await compareTrainings(['wasm', 'cpu'], [wasm, plain], STEPS, some);
    expect(comparisons.filter(({ within }) => !within)).toEqual([]);
    expect(comparisons.map(({ name }) => name)).toEqual(some.map(({ name }) => name));
  });

  it('one with another seed is another', async () => {
    const plain = await startBackend('cpu');
    const [first] = trainings;
    if (!first) throw new Error('There is none.');
    const { losses } = await trained(first, STEPS, plain);
    const other = await trained({ ...first, spec: { ...first.spec, seed: 2 } }, STEPS, plain);
    expect(losses).toHaveLength(STEPS);
    expect(other.losses).not.toEqual(losses);
  });
});
