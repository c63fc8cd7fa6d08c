import { expect, it } from 'vitest';
import { allSteps, stepsIn } from '../core/trainer/epochSteps';
import { defaultExperiment } from './defaults';
import { expectedSteps, expectedTest } from './epochSizes';

const data = { trainSize: 1000, testSize: 200, outputs: 10 };
const experiment = { ...defaultExperiment('digits'), batchSize: 50, epochs: 4 };

it('all classes in every epoch: the size of the training set, exactly', () => {
  expect(expectedSteps(experiment, data)).toEqual({ stepsPerEpoch: 20 });
  expect(expectedTest(experiment, data)).toBe(200);
  expect(expectedSteps({ ...experiment, epochShare: 0.07 }, data)).toEqual({ stepsPerEpoch: 2 });
});

it('classes that are left out take an equal share each', () => {
  const two = { ...experiment, classes: [0, 1] };
  expect(allSteps(expectedSteps(two, data), 4)).toBe(4 * 4);
  expect(expectedTest(two, data)).toBe(40);
  const late = { ...experiment, withheld: [{ class: 7, from: 1, to: 3 }] };
  expect([1, 2, 3, 4].map((epoch) => stepsIn(expectedSteps(late, data), epoch))).toEqual([18, 18, 18, 20]);
});
