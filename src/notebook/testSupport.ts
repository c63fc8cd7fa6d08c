/** Records for tests, over real IndexedDB transactions in memory. */
import 'fake-indexeddb/auto';
import type { Checkpoint } from '../core/run/checkpoint';
import type { EpochEvent, MeasuresEvent, RunEvent } from '../core/run/events';
import { runSpec } from '../core/run/spec';
import { defaultExperiment } from '../experiment/defaults';
import { migrations, NAME, notebookConnection } from './database';
import type { ExperimentRecord, RunRecord } from './records';

/** The notebook's database, by a connection of its own. */
export const { open } = notebookConnection(NAME, migrations);

export const experimentRecord = (id = 'e1'): ExperimentRecord => ({
  id,
  name: 'Feedback alignment',
  created: 1_700_000_000_000,
  settings: { ...defaultExperiment(), rules: ['bp', 'dfa'], seeds: [0, 1] },
  sweep: [],
  data: { name: 'Digits', task: 'classification', trainSize: 1437, inputs: 64, outputs: 10 },
  note: '',
});

export const runRecord = (id = 'dfa-0', experiment = 'e1'): RunRecord => ({
  experiment,
  id,
  spec: runSpec(experimentRecord().settings, 'dfa', 0),
  place: 0,
  state: 'waiting',
  step: 0,
  epoch: 0,
  parameters: 1234,
  stepsPerEpoch: 2,
  curveBytes: 0,
  tags: [],
  note: '',
});

const epochEvent = (epoch: number, testLoss = 1 / epoch): EpochEvent => ({
  type: 'epoch',
  run: 'dfa-0',
  step: 2 * epoch,
  epoch,
  trainingLoss: 1.1 / epoch,
  testLoss,
  testAccuracy: Number.NaN,
  trainSeconds: 0.1,
  testSeconds: 0.01,
  heldBytes: 100,
  machine: { tensors: 3 },
});

export const measuresEvent = (epoch: number): MeasuresEvent => ({
  type: 'measures',
  run: 'dfa-0',
  step: 2 * epoch,
  epoch,
  seconds: 0.1,
  values: { 'gradient-angle': { bp: [Math.PI * epoch, null, Number.NaN] } },
});

/** Two batches: two losses, the epoch and its measures. */
export const epochEvents = (epoch: number): RunEvent[] => [
  { type: 'loss', run: 'dfa-0', step: 2 * epoch - 1, trainingLoss: 0.1 / epoch },
  { type: 'loss', run: 'dfa-0', step: 2 * epoch, trainingLoss: 0.3 / epoch },
  epochEvent(epoch),
  {
    type: 'predictions',
    run: 'dfa-0',
    step: 2 * epoch,
    epoch,
    confusion: Uint32Array.of(epoch, 1, 2, 3),
  },
  measuresEvent(epoch),
];

export const startEvents: readonly RunEvent[] = [
  { type: 'started', run: 'dfa-0', step: 0, stepsPerEpoch: 2, parameters: 1234 },
  { type: 'sample', run: 'dfa-0', step: 0, samples: 10, testLoss: 2.3, testAccuracy: 0.1 },
  measuresEvent(0),
];

export const resumedEvent = (epoch: number): RunEvent => ({
  type: 'resumed',
  run: 'dfa-0',
  step: 2 * epoch,
  epoch,
  stepsPerEpoch: 2,
  parameters: 1234,
});

export const checkpointAt = (epoch: number): Checkpoint =>
  ({
    id: 'dfa-0',
    spec: runRecord().spec,
    epoch,
    arrays: {
      'layer1.W': { shape: [2, 2], values: Float32Array.of(1 / 3, Number.NaN, -0, Number.NEGATIVE_INFINITY) },
      visits: { shape: [3], values: Uint16Array.of(1, 2, 65_535) },
    },
    state: { step: 2 * epoch, updates: [2 * epoch] },
  }) as unknown as Checkpoint;
