/** Lesson 4: direct feedback alignment. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = 'rule=bp,fa,dfa&hidden=100x3&epochs=4&measures=gradient-angle';

export const direct: Lesson = {
  id: 'direct',
  minutes: 7,
  words,
  Pictogram,
  figure: { ...explainPart('slow-motion'), query: 'rule=dfa&hidden=100x3', steps: true },
  miniLab: {
    arms: [{ id: 'all', query }],
    charts: [{ of: { kind: 'accuracy' } }, { of: { kind: 'angle', layer: 1 } }],
  },
  prediction: {
    options: [{ id: 'worse' }, { id: 'near' }],
    actual: optionByRange((outcome) => outcome.accuracy('all', 'dfa') - outcome.accuracy('all', 'fa'), {
      worse: -0.01,
      near: 1,
    }),
    expected: 'near',
  },
  answers: [0, 1],
  sources: ['nokland', 'launay'],
  labQuery: query,
};
