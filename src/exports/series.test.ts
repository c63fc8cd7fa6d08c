import Papa from 'papaparse';
import { expect, it } from 'vitest';
import type { EpochEvent } from '../core/run/events';
import { runSpec } from '../core/run/spec';
import { defaultExperiment } from '../experiment/defaults';
import { type SeriesRun, seriesCsv } from './series';

const ended = (epoch: number): EpochEvent => ({
  type: 'epoch',
  run: 'bp-3',
  step: 4 * epoch,
  epoch,
  trainingLoss: 1 / (3 * epoch),
  testLoss: 1 / (7 * epoch),
  testAccuracy: 0.1 + 0.2 * epoch,
  trainSeconds: 0.25,
  testSeconds: 0.125,
  heldBytes: 1024,
  machine: { tensors: 3 },
});

/** Two epochs of 4 batches: three of 30 samples, one of the 10 left. */
const run: SeriesRun = {
  id: 'bp-3',
  spec: { ...runSpec(defaultExperiment(), 'bp', 3), batchSize: 30 },
  steps: { stepsPerEpoch: 4 },
  trainSize: 100,
  settings: ['0.01'],
  loss: { steps: [2, 4, 7], values: [0.1 + 0.2, 1 / 3, 5e-324] },
  start: { testLoss: 2 / 3, testAccuracy: 0.1 },
  epochs: [ended(1), ended(2)],
  measures: [
    {
      ...{ type: 'measures', run: 'bp-3', step: 4, epoch: 1, seconds: 1 },
      values: {
        'gradient-angle': { angle: [12.5, null, 0] },
        norms: { W: [1, 2, 3] },
        'class-accuracy': { accuracy: [0.5, 0.25] },
      },
    },
  ],
};

const rows = Papa.parse<Record<string, string>>(seriesCsv([run], ['learning_rate']), {
  header: true,
  skipEmptyLines: true,
}).data;
const of = (quantity: string) => rows.filter((row) => row.quantity === quantity);

it('each value is a row, unrounded, with epoch, step and samples seen', () => {
  expect(Object.keys(rows[0] ?? {})).toEqual([
    ...['run', 'algorithm', 'seed', 'learning_rate', 'epoch', 'step', 'samples'],
    ...['quantity', 'layer', 'class', 'value'],
  ]);
  expect(new Set(rows.map(({ run: id, algorithm, seed }) => `${id} ${algorithm} ${seed}`))).toEqual(
    new Set(['bp-3 BP 3']),
  );
  const at = ({ epoch, step, samples, value }: Record<string, string>) =>
    [epoch, step, samples, value].map(Number);
  // An epoch's last batch has the 10 samples that are left.
  expect(of('training_loss').map(at)).toEqual([
    [0.5, 2, 60, 0.1 + 0.2],
    [1, 4, 100, 1 / 3],
    [1.75, 7, 190, 5e-324],
  ]);
  expect(of('test_accuracy').map(at)).toEqual([
    [0, 0, 0, 0.1],
    [1, 4, 100, ended(1).testAccuracy],
    [2, 8, 200, ended(2).testAccuracy],
  ]);
  expect(of('training_loss_epoch').map(({ value }) => Number(value))).toEqual([1 / 3, 1 / 6]);
  expect(of('train_seconds_alone')).toEqual([]);
});

it('measures are by layer from 1, or by class; a layer without a value has no row', () => {
  expect(of('gradient_angle').map(({ layer, class: one, value }) => [layer, one, Number(value)])).toEqual([
    ['1', '', 12.5],
    ['3', '', 0],
  ]);
  expect(of('class_accuracy').map(({ layer, class: one }) => [layer, one])).toEqual([
    ['', '0'],
    ['', '1'],
  ]);
  const norms = rows.filter(({ quantity }) => quantity?.startsWith('norms'));
  expect(new Set(norms.map(({ quantity }) => quantity))).toEqual(new Set(['norms_W']));
});
