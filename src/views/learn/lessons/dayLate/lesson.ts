/** Lesson 7: F³. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { gapClosed } from './gap';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = 'rule=dfa,f3-error,drtp&hidden=200&epochs=6&measures=gradient-angle';

export const dayLate: Lesson = {
  id: 'a-day-late',
  minutes: 9,
  words,
  Pictogram,
  figure: { ...explainPart('memory'), query: 'rule=f3-error&hidden=200', steps: true },
  miniLab: {
    arms: [{ id: 'all', query }],
    charts: [{ of: { kind: 'accuracy', low: 0.8 } }, { of: { kind: 'angle', layer: 1 } }],
  },
  prediction: {
    options: [{ id: 'nothing' }, { id: 'part' }, { id: 'all' }],
    actual: optionByRange(gapClosed, { nothing: 0.15, part: 0.85, all: 10 }),
    expected: 'part',
  },
  answers: [1, 0, 2],
  sources: ['f3', 'fluegel'],
  labQuery: query,
};
