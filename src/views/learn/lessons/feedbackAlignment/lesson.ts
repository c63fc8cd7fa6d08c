/** Lesson 3: feedback alignment, in Lillicrap's three phases. */
import type { Lesson } from '../../lesson';
import { largestOf } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { fallIn } from './phases';
import { words } from './words';

const query = 'rule=fa&hidden=200&epochs=9&freeze=1:1-3,2:4-6&measures=gradient-angle';

export const feedbackAlignment: Lesson = {
  id: 'feedback-alignment',
  minutes: 9,
  words,
  Pictogram,
  figure: { ...explainPart('transport'), query: 'rule=fa&hidden=200', steps: true },
  miniLab: {
    arms: [{ id: 'phases', query }],
    charts: [{ of: { kind: 'angle', layer: 1 } }, { of: { kind: 'accuracy' } }],
  },
  prediction: {
    options: [{ id: 'first' }, { id: 'second' }, { id: 'third' }],
    actual: (outcome) =>
      largestOf({ first: fallIn(outcome, 1), second: fallIn(outcome, 2), third: fallIn(outcome, 3) }),
    expected: 'third',
  },
  answers: [1, 0],
  sources: ['lillicrap', 'refinetti'],
  labQuery: query,
};
