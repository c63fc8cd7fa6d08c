import { expect, it } from 'vitest';
import { hiddenLayer } from '../core/blocks/hidden';
import { datasets } from '../data';
import { defaultExperiment } from '../experiment/defaults';
import { fileNameOf, slugOf } from './fileName';
import { networkOf, settingsText } from './settingsText';

const { mnist } = datasets;
const usual = { ...defaultExperiment('mnist'), rules: ['bp' as const, 'dfa' as const], seeds: [0, 1, 2] };
const rate = (bp: number, dfa: number) => ({ ...usual, learningRate: { ...usual.learningRate, bp, dfa } });

it('names what determines a result, and one rate if all algorithms share it', () => {
  expect(settingsText(rate(0.001, 0.001), mnist)).toBe(
    'MNIST · 784–500–10 · tanh · output Sigmoid · Binary cross-entropy · Adam · learning rate 0.001 · batches of 50 · 10 epochs · seeds 0-2',
  );
  expect(settingsText(rate(0.01, 0.001), mnist)).toContain(' · learning rates BP 0.01, DFA 0.001 · ');
});

it('variants are named where they differ from the defaults and take effect', () => {
  const variant = { ...rate(0.001, 0.001), feedbackUpdate: 'sum' as const, epochShare: 0.5 };
  expect(settingsText(variant, mnist)).toMatch(/ · 10 epochs · .*0\.5.* · seeds 0-2$/);
  // F³'s settings are of no consequence without F³.
  expect(settingsText({ ...rate(0.001, 0.001), errorTransform: 'raw' }, mnist)).not.toContain('raw');
  expect(settingsText({ ...usual, rules: ['f3-error'], errorTransform: 'raw' }, mnist)).toContain('raw');
});

it('a setting with several values is named with all of them, in place of its one', () => {
  const sweep = [
    { setting: 'batchSize' as const, values: [10, 100] },
    { setting: 'hidden' as const, values: [[500], [500, 500]] },
  ];
  const text = settingsText(rate(0.001, 0.001), mnist, sweep);
  expect(text).toContain(' · batch size 10, 100 · hidden layers 500, 500x2 · ');
  expect(text).not.toContain('batches of');
  expect(text).not.toContain('784');
});

it('file names have letters, digits and hyphens only', () => {
  expect(slugOf('F³-Error on “Größe µ”')).toBe('f3-error-on-gro-e');
  expect(fileNameOf(['Test accuracy', 'MNIST'], 'svg')).toBe('f3-lab-test-accuracy-mnist.svg');
  expect(fileNameOf(['', '…'], 'csv')).toBe('f3-lab.csv');
});

it('convolutions are named as such, also where the data set is not known', () => {
  const hidden = [hiddenLayer('convolution', { channels: 32, kernel: 5 }), 1000];
  expect(networkOf({ ...usual, hidden }, mnist)).toBe('28 × 28 × 1 → 32 maps 5 × 5 → 1000 → 10');
  expect(networkOf({ ...usual, dataset: 'own-lost', hidden: [7] }, { inputs: 3, outputs: 2 })).toBe('3–7–2');
});
