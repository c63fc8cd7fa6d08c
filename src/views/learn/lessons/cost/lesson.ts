/** Lesson 10: operations, memory, time. */
import { partFrom } from '../../../parts/LazyPart';
import type { Lesson } from '../../lesson';
import { NETWORK, savedOperations, timed } from './model';
import { Pictogram } from './Pictogram';
import { words } from './words';

/** One after the other, so that each is timed alone. */
const arms = timed.map((id) => ({ id, query: `rule=${id}&hidden=${NETWORK}&epochs=2&measures=none` }));
const query = `rule=${timed.join()}&hidden=${NETWORK}`;

export const cost: Lesson = {
  id: 'cost',
  minutes: 10,
  words,
  Pictogram,
  figure: {
    name: 'Cost',
    from: partFrom(async () => (await import('./CostFigure')).CostFigure),
    query,
  },
  miniLab: { arms, charts: [{ of: { kind: 'accuracy' } }] },
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
  labQuery: `${query}&epochs=2`,
};
