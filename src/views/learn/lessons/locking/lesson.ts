/** Lesson 5: update locking. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = 'rule=bp,dfa,drtp&hidden=100x5&epochs=4';

export const locking: Lesson = {
  id: 'locking',
  minutes: 7,
  words,
  Pictogram,
  figure: { ...explainPart('locking'), query: 'rule=bp,dfa,f3-error,drtp&hidden=100x3' },
  miniLab: { arms: [{ id: 'all', query }], charts: [{ of: { kind: 'accuracy' } }] },
  prediction: {
    options: [
      { id: 'none', range: [0.05, 0.2] },
      { id: 'most', range: [0.7, 0.93] },
      { id: 'same', range: [0.95, 1] },
    ],
    actual: optionByRange((outcome) => outcome.accuracy('all', 'drtp') / outcome.accuracy('all', 'bp'), {
      none: 0.5,
      most: 0.98,
      same: 2,
    }),
    expected: 'most',
  },
  answers: [2, 1],
  sources: ['jaderberg', 'frenkel', 'fluegel'],
  labQuery: query,
};
