/** Lesson 15: limits. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { words } from './words';
import { worstUnlocked } from './worst';

const query = 'dataset=spirals&rule=bp,dfa,f3-error,drtp&hidden=50x2&epochs=60';

export const whatRemains: Lesson = {
  id: 'what-remains',
  minutes: 8,
  words,
  Pictogram,
  figure: { ...explainPart('needs'), query: 'rule=bp,fa,dfa,f3-error,drtp,pepita,llo&hidden=200' },
  miniLab: { arms: [{ id: 'all', query }], charts: [{ of: { kind: 'accuracy', low: 0.4 } }] },
  prediction: {
    options: [{ id: 'all' }, { id: 'some' }],
    actual: optionByRange(worstUnlocked, { some: 0.95, all: 1 }),
    expected: 'some',
  },
  answers: [1, 0],
  sources: ['bartunov', 'launay', 'refinetti', 'f3'],
  labQuery: query,
};
