/** Lesson 13: exact feedback makes F³ worse. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { Pictogram } from './Pictogram';
import { words } from './words';

/** The live run: F³ with copied wires. */
const labQuery =
  'dataset=mnist&rule=bp,dfa,f3-error&feedback-redraw=copy-steps&feedback-redraw-steps=1&error-transform=raw&epochs=5';

export const betterWires: Lesson = {
  id: 'better-wires',
  minutes: 8,
  words,
  Pictogram,
  figure: {
    ...explainPart('transport'),
    query: 'rule=f3-error&hidden=200&error-transform=raw&feedback-redraw=copy-steps&feedback-redraw-steps=1',
    steps: true,
  },
  miniLab: {
    study: 'better-wires',
    charts: [
      { of: { kind: 'accuracy', low: 0.9 }, rules: ['dfa', 'f3-error'] },
      { of: { kind: 'angle', layer: 1 }, rules: ['f3-error'] },
    ],
  },
  prediction: {
    options: [{ id: 'better' }, { id: 'same' }, { id: 'worse' }],
    actual: optionByRange(
      (outcome) => outcome.accuracy('exact', 'f3-error') - outcome.accuracy('random', 'f3-error'),
      { worse: -0.005, same: 0.005, better: 1 },
    ),
    expected: 'worse',
  },
  answers: [1, 2],
  sources: ['f3', 'lillicrap'],
  labQuery,
};
