/** Lesson 12: why it works, and how redrawn feedback breaks it. */
import type { Lesson } from '../../lesson';
import { optionByRange } from '../../prediction';
import { explainPart } from '../explainPart';
import { lossByRedraw } from './loss';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = (redraw: string): string =>
  `rule=dfa&hidden=200&epochs=5&measures=gradient-angle,layer-alignment${redraw}`;

export const alignment: Lesson = {
  id: 'alignment',
  minutes: 9,
  words,
  Pictogram,
  figure: { ...explainPart('transport'), query: 'rule=dfa&hidden=200', steps: true },
  miniLab: {
    arms: [
      { id: 'fixed', query: query('') },
      { id: 'epoch', query: query('&feedback-redraw=epoch') },
      { id: 'step', query: query('&feedback-redraw=steps&feedback-redraw-steps=1') },
    ],
    charts: [{ of: { kind: 'angle', layer: 1 } }, { of: { kind: 'accuracy' } }],
  },
  prediction: {
    options: [{ id: 'same' }, { id: 'worse' }, { id: 'chance' }],
    actual: optionByRange(lossByRedraw, { same: 0.01, worse: 0.5, chance: 2 }),
    expected: 'worse',
  },
  answers: [2, 0],
  sources: ['lillicrap', 'nokland', 'refinetti', 'f3'],
  labQuery: query(''),
};
