/** A small study and its record, as JSON. */
import { readRecord } from './record';
import { readStudy } from './study';

export const studyJson = {
  id: 'small',
  title: 'A small study',
  question: 'Does it work?',
  arms: [
    {
      id: 'one',
      name: 'One arm',
      experiment: 'dataset=moons&rule=bp,f3-error&hidden=3&epochs=2&seed=0,1&backend=cpu',
    },
    { id: 'two', name: 'Another', experiment: 'dataset=moons&rule=dfa&hidden=3&epochs=2&backend=cpu' },
  ],
};

/** @param accuracies after epochs 1 and 2 */
const runJson = (rule: string, seed: number, accuracies: readonly number[]) => ({
  rule,
  seed,
  testAccuracy: accuracies,
  testLoss: accuracies.map((one) => 1 - one),
  trainingLoss: accuracies.map(() => 0.5),
  measures: {
    'gradient-angle': {
      angle: [
        [90, 0],
        [60 + seed, 0],
        [null, 0],
      ],
    },
  },
});

export const recordJson = {
  version: 1,
  study: 'small',
  lab: '0.1.0',
  commit: '0123456789abcdef0123456789abcdef01234567',
  backend: 'cpu',
  machine: 'A processor, 2 cores, Node 22.12.0',
  date: '2026-11-28',
  arms: [
    {
      id: 'one',
      experiment: studyJson.arms[0]?.experiment,
      runs: [
        runJson('bp', 0, [0.5, 0.75]),
        runJson('f3-error', 0, [0.5, 0.25]),
        runJson('bp', 1, [0.75, 0.5]),
        { ...runJson('f3-error', 1, [0.25]), stoppedAt: 30, measures: {} },
      ],
    },
    { id: 'two', experiment: studyJson.arms[1]?.experiment, runs: [runJson('dfa', 0, [0.5, 0.5])] },
  ],
};

export const small = () => readRecord(readStudy('small', studyJson), recordJson);
