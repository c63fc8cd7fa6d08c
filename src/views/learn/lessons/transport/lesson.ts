/** Lesson 2: weight transport. */

import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = 'rule=bp,fa&hidden=200&epochs=5';

export const transport: Lesson = {
  id: 'transport',
  minutes: 8,
  words,
  Pictogram,
  figure: { ...explainPart('transport'), query: 'rule=bp,fa&hidden=200', steps: true },
  miniLab: {
    arms: [{ id: 'both', query }],
    charts: [{ of: { kind: 'accuracy' } }, { of: { kind: 'angle', layer: 1 } }],
  },
  prediction: {
    options: [
      { id: 'none', range: [0.05, 0.2] },
      { id: 'half', range: [0.4, 0.7] },
      { id: 'most', range: [0.85, 1] },
    ],
    actual: optionByRange((outcome) => outcome.accuracy('both', 'fa'), { none: 0.3, half: 0.8, most: 1 }),
    expected: 'most',
  },
  answers: [1, 0, 2],
  sources: ['rumelhart', 'grossberg', 'crick', 'lillicrap'],
  labQuery: query,
};
