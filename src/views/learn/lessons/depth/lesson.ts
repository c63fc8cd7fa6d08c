/** Lesson 9: depth. */
import type { Lesson } from '../../lesson';
import { explainPart } from '../explainPart';
import { bestDeep } from './deep';
import { Pictogram } from './Pictogram';
import { words } from './words';

const query = (hidden: string): string =>
  `rule=bp,dfa,f3-error&hidden=${hidden}&output-activation=softmax&loss=ce&error-transform=raw&error-init=inference-epoch&epochs=4&measures=delta-norms`;

export const depth: Lesson = {
  id: 'depth',
  minutes: 6,
  words,
  Pictogram,
  figure: { ...explainPart('locking'), query: 'rule=bp,dfa,f3-error&hidden=32x9' },
  miniLab: {
    arms: [
      { id: 'two', query: query('32x2') },
      { id: 'thirty', query: query('32x30') },
    ],
    charts: [{ of: { kind: 'accuracy' } }],
  },
  prediction: {
    options: [{ id: 'bp' }, { id: 'dfa' }, { id: 'none' }],
    actual: bestDeep,
    expected: 'dfa',
  },
  answers: [1, 0],
  sources: ['f3', 'nokland'],
  labQuery: query('32x30'),
};
