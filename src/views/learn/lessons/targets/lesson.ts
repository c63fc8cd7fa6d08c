/** Lesson 6: targets in place of errors. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { share } from './share';
import { words } from './words';

const query = 'rule=dfa,drtp,llo&hidden=200&epochs=5&measures=gradient-angle';

export const targets: Lesson = {
  id: 'targets',
  minutes: 6,
  words,
  Pictogram,
  figure: { ...explainPart('slow-motion'), query: 'rule=drtp&hidden=200', steps: true },
  miniLab: {
    arms: [{ id: 'all', query }],
    charts: [{ of: { kind: 'accuracy', low: 0.5 } }, { of: { kind: 'angle', layer: 1 } }],
  },
  prediction: {
    options: [{ id: 'llo' }, { id: 'between' }, { id: 'dfa' }],
    actual: optionByRange(share, { llo: 0.15, between: 0.9, dfa: 10 }),
    expected: 'between',
  },
  answers: [0, 2],
  sources: ['frenkel', 'f3'],
  labQuery: query,
};
