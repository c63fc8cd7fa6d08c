/** Lesson 1: credit assignment. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = 'rule=bp,llo&hidden=200&epochs=5';

export const blame: Lesson = {
  id: 'blame',
  minutes: 6,
  words,
  Pictogram,
  figure: { ...explainPart('slow-motion'), query: 'rule=bp&hidden=200', steps: true },
  miniLab: {
    arms: [{ id: 'both', query }],
    charts: [{ of: { kind: 'accuracy' } }, { of: { kind: 'training-loss' } }],
  },
  prediction: {
    options: [
      { id: 'none', range: [0.05, 0.2] },
      { id: 'fewer', range: [0.6, 0.9] },
      { id: 'same', range: [0.94, 1] },
    ],
    actual: optionByRange((outcome) => outcome.accuracy('both', 'llo'), { none: 0.5, fewer: 0.92, same: 1 }),
    expected: 'fewer',
  },
  answers: [2, 1],
  sources: ['rumelhart', 'bartunov'],
  labQuery: query,
};
