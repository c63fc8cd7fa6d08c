/** Lesson 14: the whole old error overshoots in deep networks. */
import type { Lesson } from '../../lesson';
import { explainPart } from '../explainPart';
import { course } from './course';
import { Pictogram } from './Pictogram';
import { words } from './words';

const labQuery =
  'dataset=mnist&rule=f3-error&hidden=500x3&error-transform=raw&epochs=5&measures=gradient-angle,error-memory';

export const oldError: Lesson = {
  id: 'old-error',
  minutes: 8,
  words,
  Pictogram,
  figure: { ...explainPart('memory'), query: 'rule=f3-error&hidden=100x3&error-transform=raw', steps: true },
  miniLab: {
    study: 'old-error',
    charts: [
      { of: { kind: 'accuracy', low: 0.7 }, rules: ['f3-error'] },
      { of: { kind: 'angle', layer: 1 }, rules: ['f3-error'] },
    ],
  },
  prediction: {
    options: [{ id: 'smooth' }, { id: 'swings' }, { id: 'never' }],
    actual: course,
    expected: 'swings',
  },
  answers: [2, 0],
  sources: ['f3', 'fluegel'],
  labQuery,
};
