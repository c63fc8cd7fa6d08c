import { expect, it } from 'vitest';
import { noiseText } from './noiseText';

it.each([
  [0, 0, 0, /^$/],
  [0.3, 0, 0, /get noisy training samples\.$/],
  [0, 0.04, 0, /get noisy training samples\.$/],
  [0, 0, 0.2, /given a wrong one for some/],
  [0.3, 0, 0.2, /noisy training samples, some with a wrong class/],
])('input noise %d, salt and pepper %d, label noise %d', (inputNoise, saltPepper, labelNoise, text) => {
  expect(noiseText({ inputNoise, saltPepper, labelNoise })).toMatch(text);
});
