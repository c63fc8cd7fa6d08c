/** Lesson 11: PEPITA. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = 'rule=bp,dfa,pepita,llo&hidden=200&epochs=5';

export const secondPass: Lesson = {
  id: 'second-pass',
  minutes: 7,
  words,
  Pictogram,
  figure: { ...explainPart('slow-motion'), query: 'rule=pepita&hidden=200', steps: true },
  miniLab: { arms: [{ id: 'all', query }], charts: [{ of: { kind: 'accuracy', low: 0.5 } }] },
  prediction: {
    options: [{ id: 'llo' }, { id: 'dfa' }, { id: 'bp' }],
    actual: optionByRange(
      (outcome) => {
        const [llo, dfa] = [outcome.accuracy('all', 'llo'), outcome.accuracy('all', 'dfa')];
        return (outcome.accuracy('all', 'pepita') - llo) / (dfa - llo);
      },
      { llo: 0.6, dfa: 1.1, bp: 10 },
    ),
    expected: 'dfa',
  },
  answers: [1, 2],
  sources: ['pepita'],
  labQuery: query,
};
