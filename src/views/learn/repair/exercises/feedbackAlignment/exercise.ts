/** Feedback alignment: what is fed back, through which matrix, and which way the weights move. */
import { blank, negative, product, transposed } from '../../algebra/expression';
import { B, dh, dhAbove, dzAbove, error, h, stepAbove, W_above } from '../../algebra/symbols';
import type { Exercise } from '../../exercise';
import { words } from './words';

const gradient = product(transposed(h), dzAbove);

export const feedbackAlignment: Exercise = {
  id: 'feedback-alignment',
  rule: 'fa',
  words,
  query: 'rule=fa&hidden=40,30&epochs=6',
  equations: [
    { left: dh, right: product(blank('signal'), blank('carrier')) },
    { left: stepAbove, right: blank('step') },
  ],
  blanks: [
    {
      id: 'signal',
      options: [
        { id: 'error', is: error },
        { id: 'dz', is: dzAbove },
        { id: 'dh', is: dhAbove },
      ],
    },
    {
      id: 'carrier',
      options: [
        { id: 'WT', is: transposed(W_above) },
        { id: 'BT', is: transposed(B) },
        { id: 'W', is: W_above },
        { id: 'B', is: B },
      ],
    },
    {
      id: 'step',
      options: [
        { id: 'up', is: gradient },
        { id: 'down', is: negative(gradient) },
        { id: 'across', is: negative(product(transposed(dzAbove), h)) },
      ],
    },
  ],
  answer: { signal: 'dz', carrier: 'B', step: 'down' },
  others: ['bp'],
  lessons: ['feedback-alignment'],
  sources: ['lillicrap'],
};
