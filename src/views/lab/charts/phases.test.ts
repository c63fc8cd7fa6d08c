import { expect, it } from 'vitest';
import { defaultExperiment } from '../../../experiment/defaults';
import { phaseBands, phasesText } from './phases';

const info = { classNames: ['shirt', 'coat'] };
const experiment = {
  ...defaultExperiment('digits'),
  epochs: 6,
  batchSize: 100,
  withheld: [{ class: 1, from: 1, to: 2 }, ...[2, 3, 4, 5].map((one) => ({ class: one, from: 4 }))],
};

it('every phase without a class is a band over its epochs, and named in words', () => {
  expect(phaseBands('epoch', experiment, info, undefined)).toEqual([
    { from: 0, to: 2, text: 'coat withheld' },
    { from: 3, to: 6, text: '4 classes withheld' },
  ]);
  expect(phasesText(experiment, info)).toBe(
    'Withheld from training: coat in epochs 1 to 2; 4 classes in epochs 4 to 6.',
  );
});

it('on other axes it lies where these epochs do', () => {
  // 12,000 samples without a tenth, twice; then all; then six tenths.
  const ends = phaseBands('samples', experiment, info, undefined).map(({ from, to }) => [from, to]);
  expect(ends).toEqual([
    [0, 21_600],
    [33_600, 55_200],
  ]);
  expect(phaseBands('time', experiment, info, undefined)).toEqual([]);
});

it('without withheld classes there is none', () => {
  const plain = { ...experiment, withheld: [] };
  expect(phaseBands('epoch', plain, info, undefined)).toEqual([]);
  expect(phasesText(plain, info)).toBe('');
});
