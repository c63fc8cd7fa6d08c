import { expect, it } from 'vitest';
import { TRACED } from '../../src/core/trainer/timing/trace';
import { batchesFor } from './pipelinePart';

it('a turn takes 1.5 s, of as many batches as a trace has', () => {
  expect(batchesFor(37.5)).toBe(40);
  expect(batchesFor(1)).toBe(TRACED);
  expect(batchesFor(5000)).toBe(6);
});
