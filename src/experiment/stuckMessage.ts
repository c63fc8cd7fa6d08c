/** Messages about stuck runs for the page and the command line: the symptom, its cause and what to change. */
import type { DeadEvent, StageLostEvent, StuckEvent, UnstuckEvent } from '../core/run/events';

interface StuckMessage {
  /** Follows the rule's name in a sentence. */
  readonly seen: string;
  readonly why: string;
  readonly wayOut: string;
}

type Words = Readonly<Record<StuckEvent['cause'], (event: StuckEvent) => string>>;

const still = ({ unchanged }: StuckEvent): string =>
  unchanged ? ', and no weight of the output layer has changed since' : '';
const whys: Words = {
  limits: (event) =>
    `${event.flat === 1 ? 'All' : 'Almost all'} outputs are at their limits, for every test sample: hardly any error gets through${still(event)}.`,
  'same-answer': (event) =>
    `It gives ${event.alike === 1 ? 'every test sample' : 'almost all test samples'} the same outputs: nothing of the inputs arrives there${still(event)}.`,
  still: () => 'The steps are too small to change a weight of the output layer in single precision.',
};
const waysOut: Words = {
  limits: () =>
    'Lower the learning rate, or choose outputs that let the error through: linear ones, or softmax with cross-entropy.',
  'same-answer': ({ unchanged }) =>
    `${unchanged ? '' : 'It may still find its way. '}A lower learning rate, other initial weights, fewer layers or another activation may help; the measure “Saturated and dead units” shows the layer.`,
  still: () => 'Choose a larger learning rate.',
};

export function stuckMessage(event: StuckEvent): StuckMessage {
  const { cause, epoch, since, unchanged } = event;
  // Changing weights may still recover, so only the epochs observed so far are reported.
  const open = cause === 'same-answer' && !unchanged;
  return {
    seen: `has learnt nothing ${open ? `in epochs ${since} to ${epoch}` : `since epoch ${since}`}`,
    why: whys[cause](event),
    wayOut: waysOut[cause](event),
  };
}

/** Follows the rule's name in a sentence. */
export const unstuckMessage = ({ epoch, learns }: UnstuckEvent): string =>
  learns
    ? `learns again in epoch ${epoch}`
    : `is not stuck any more in epoch ${epoch}, but has learnt nothing yet`;

/** Name of a dead layer. */
export const deadLayer = ({ layer, output }: Pick<DeadEvent, 'layer' | 'output'>): string =>
  output ? 'the output layer' : `hidden layer ${layer}`;

/** What the loss of a pipeline's stage means; follows the run's name and a colon: two sentences without their full stops. */
export const stageLost = ({ stage, reason, alone }: StageLostEvent): readonly [string, string] => [
  `stage ${stage} was lost (${reason})`,
  alone
    ? 'The epoch began again without stages, with the same result'
    : 'The epoch began again, with the same result',
];
