/** What carries backpropagation's delta down, and the factor of the layer itself. */
import { blank, elementwise, one, product, transposed } from '../../algebra/expression';
import { dz, dzAbove, feedbackOf, h, slope, slopeAbove, W_above } from '../../algebra/symbols';
import type { Exercise } from '../../exercise';
import { words } from './words';

export const backpropagation: Exercise = {
  id: 'backpropagation',
  rule: 'bp',
  words,
  query: 'rule=bp&hidden=40,30&epochs=6',
  equations: [{ left: dz, right: elementwise(product(dzAbove, blank('carrier')), blank('factor')) }],
  blanks: [
    {
      id: 'carrier',
      options: [
        { id: 'W', is: W_above },
        { id: 'B', is: feedbackOf('fa') },
        { id: 'WT', is: transposed(W_above) },
        { id: 'hT', is: transposed(h) },
      ],
    },
    {
      id: 'factor',
      options: [
        { id: 'one', is: one },
        { id: 'h', is: h },
        { id: 'slope-above', is: slopeAbove },
        { id: 'slope', is: slope },
      ],
    },
  ],
  answer: { carrier: 'WT', factor: 'slope' },
  others: ['fa'],
  lessons: ['blame', 'transport'],
  sources: ['rumelhart'],
};
