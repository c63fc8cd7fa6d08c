/** Lesson 8: how feedback is initialised. */
import type { Lesson } from '../../lesson';
import { explainPart } from '../explainPart';
import { inits, working } from './inits';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = (init: string): string => `rule=f3-error&hidden=200&epochs=4&feedback-init=${init}`;

export const wires: Lesson = {
  id: 'wires',
  minutes: 8,
  words,
  Pictogram,
  figure: {
    ...explainPart('transport'),
    query: 'rule=f3-error&hidden=200&feedback-init=trinomial',
    steps: true,
  },
  miniLab: {
    arms: inits.map((id) => ({ id, query: query(id) })),
    charts: [{ of: { kind: 'accuracy' } }],
  },
  prediction: {
    options: [{ id: 'all' }, { id: 'coarse' }, { id: 'signs' }],
    actual: (outcome) => {
      const good = working(outcome);
      if (good.length === inits.length) return 'all';
      if (good.join() === 'kaiming-uniform') return 'coarse';
      return good.join() === 'kaiming-uniform,trinomial' ? 'signs' : undefined;
    },
    expected: 'signs',
  },
  answers: [1, 2],
  sources: ['f3', 'fluegel'],
  labQuery: query('trinomial'),
};
