import { expect, it } from 'vitest';
import {
  allSteps,
  type EpochSteps,
  epochSteps,
  epochsAt,
  fewestSteps,
  placeInEpoch,
  samplesAt,
  stepAt,
  stepsBefore,
  stepsIn,
  wholeEpochs,
} from './epochSteps';

const BATCH = 4;

/** Every question answered by counting the batches one by one. */
function expectCounted(steps: EpochSteps, samples: readonly number[]): void {
  let [step, seen] = [0, 0];
  for (const [i, own] of samples.entries()) {
    const before = step;
    const batches = Math.ceil(own / BATCH);
    expect(stepsIn(steps, i + 1)).toBe(batches);
    expect(stepsBefore(steps, i + 1)).toBe(before);
    for (let left = own; left > 0; left -= BATCH) {
      expect(wholeEpochs(steps, step)).toBe(i);
      expect(epochsAt(steps, step)).toBeCloseTo(i + (step - before) / batches, 12);
      expect(stepAt(steps, epochsAt(steps, step))).toBe(step);
      expect(samplesAt(steps, step, samples[0] as number, BATCH)).toBe(seen);
      step += 1;
      expect(placeInEpoch(steps, step)).toEqual({ at: step - before, of: batches });
      seen += Math.min(left, BATCH);
    }
  }
  expect(wholeEpochs(steps, step)).toBe(samples.length);
  expect(epochsAt(steps, step)).toBe(samples.length);
  expect(samplesAt(steps, step, samples[0] as number, BATCH)).toBe(seen);
  expect(allSteps(steps, samples.length)).toBe(step);
  expect(fewestSteps(steps)).toBe(Math.min(...samples.map((own) => Math.ceil(own / BATCH))));
}

it.each([[[10, 10, 10]], [[10, 3, 16, 1, 17]], [[1, 1, 5]], [[7]]])('epochs of %j samples', (samples) => {
  const steps = epochSteps(samples, BATCH);
  expectCounted(steps, samples);
  expect(steps.stepsPerEpoch).toBe(Math.ceil(Math.max(...samples) / BATCH));
});

it('equal epochs need no list', () => {
  expectCounted({ stepsPerEpoch: 3 }, [10, 10, 10]);
});

it('a run that has not said its steps is at its start', () => {
  expect(epochsAt({ stepsPerEpoch: 0 }, 0)).toBe(0);
  expect(wholeEpochs({ stepsPerEpoch: 0 }, 0)).toBe(0);
});
