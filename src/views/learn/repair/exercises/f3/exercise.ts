/** F³: what is fed to a hidden layer, through which matrix, and what is kept for the next visit. */
import { blank, difference, product, signOf, transposed } from '../../algebra/expression';
import { B, dh, error, oldError, stored, target, W_path, y } from '../../algebra/symbols';
import type { Exercise } from '../../exercise';
import { words } from './words';

export const f3: Exercise = {
  id: 'f3',
  rule: 'f3-error',
  words,
  query: 'rule=f3-error&error-transform=raw&hidden=40,30&epochs=6',
  equations: [
    { left: dh, right: product(blank('fed'), blank('carrier')) },
    { left: stored, right: blank('kept') },
  ],
  blanks: [
    {
      id: 'fed',
      options: [
        { id: 'target', is: target },
        { id: 'error', is: error },
        { id: 'old-error', is: oldError },
        { id: 'sign', is: signOf(error) },
      ],
    },
    {
      id: 'carrier',
      options: [
        { id: 'B', is: B },
        { id: 'BT', is: transposed(B) },
        { id: 'path', is: transposed(W_path) },
      ],
    },
    {
      id: 'kept',
      options: [
        { id: 'output-first', is: difference(y, target) },
        { id: 'output', is: y },
        { id: 'target-first', is: difference(target, y) },
      ],
    },
  ],
  answer: { fed: 'old-error', carrier: 'B', kept: 'target-first' },
  others: ['dfa', 'sdfa', 'drtp'],
  lessons: ['direct', 'targets', 'a-day-late'],
  sources: ['f3'],
};
