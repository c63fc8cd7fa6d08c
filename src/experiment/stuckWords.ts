/** What is said of a run that is stuck, on the page and on the command line: what was seen, and the way out. */
import type { StuckEvent } from '../core/run';

interface StuckWords {
  /** Goes on after the rule's name. */
  readonly seen: string;
  readonly why: string;
  readonly wayOut: string;
}

const whys: Readonly<Record<StuckEvent['cause'], (event: StuckEvent) => string>> = {
  limits: ({ flat }) =>
    `${flat === 1 ? 'All' : 'Almost all'} outputs are at their limits, for every test sample: their slope is 0 or nearly so, and hardly any error reaches the weights.`,
  'same-answer': () => 'It gives every test sample the same outputs: nothing of the inputs arrives there.',
  still: () => 'The steps are too small to change the weights in single precision.',
};
const waysOut: Readonly<Record<StuckEvent['cause'], string>> = {
  limits:
    'Lower the learning rate, or choose outputs that let the error through: linear ones, or softmax with cross-entropy.',
  'same-answer':
    'A lower learning rate, other initial weights, fewer layers or another activation may help; a rule with direct feedback may still wake up.',
  still: 'Choose a larger learning rate.',
};

export function stuckWords(event: StuckEvent): StuckWords {
  const { cause, epoch, since, unchanged } = event;
  const still = unchanged ? ` No weight of the output layer changed in epochs ${since} to ${epoch}.` : '';
  return {
    seen: `has learnt nothing since epoch ${since}`,
    why: whys[cause](event) + still,
    wayOut: waysOut[cause],
  };
}
