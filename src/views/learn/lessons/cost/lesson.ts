/** Lesson 10: operations, memory, time. */
import { partFrom } from '../../../parts/LazyPart';
import type { Lesson } from '../../lesson';
import { NETWORK, savedOperations } from './model';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = `rule=bp,dfa,f3-error,pepita&hidden=${NETWORK}&epochs=2`;

export const cost: Lesson = {
  id: 'cost',
  minutes: 10,
  words,
  Pictogram,
  figure: {
    name: 'Cost',
    from: partFrom(async () => (await import('./CostFigure')).CostFigure),
    query: `rule=bp,dfa,f3-error,pepita&hidden=${NETWORK}`,
  },
  miniLab: { arms: [{ id: 'all', query }], charts: [{ of: { kind: 'accuracy', low: 0.5 } }] },
  prediction: {
    options: [{ id: 'none' }, { id: 'some' }, { id: 'half' }],
    // The question is about the model's operations, which no run changes.
    actual: () => {
      const saved = savedOperations();
      if (saved < 0.05) return 'none';
      return saved < 0.35 ? 'some' : 'half';
    },
    expected: 'some',
  },
  answers: [0, 1],
  sources: ['f3', 'fluegel'],
  labQuery: query,
};
