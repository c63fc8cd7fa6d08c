/** A network's answer and how certain it is, by its output activation. */
import { percent, threeDigits } from '../../../../core/format';
import { argMaxOf } from '../../../../core/run/inspect/argmax';
import type { Experiment } from '../../../../core/run/spec';

type OutputActivation = Experiment['outputActivation'];

interface Certainty {
  /** What the number is, in one sentence. */
  readonly sentence: string;
  readonly text: (value: number) => string;
}

const share = (value: number): string => percent(value, 0);

const certainties: Readonly<Record<OutputActivation, Certainty>> = {
  sigmoid: {
    sentence:
      'Certainty is the largest output. Each sigmoid output is a probability of its own, so all together need not add up to 100 %.',
    text: share,
  },
  softmax: {
    sentence: 'Certainty is the largest output: softmax outputs are probabilities that add up to 100 %.',
    text: share,
  },
  linear: {
    sentence:
      'Linear outputs are no probabilities. Shown is the largest output, trained towards 1 for the right class and 0 for the others.',
    text: threeDigits,
  },
};

export const certaintyOf = (activation: OutputActivation): Certainty => certainties[activation];

export interface ClassAnswer {
  readonly label: number;
  /** The largest output. */
  readonly certainty: number;
}

/** The class of the largest output; undefined if no output is a number. */
export function classOf(outputs: ArrayLike<number>): ClassAnswer | undefined {
  const label = argMaxOf(outputs, 0, outputs.length);
  return label < 0 ? undefined : { label, certainty: outputs[label] as number };
}

/** Said in place of an answer whose outputs are not numbers. */
export const NO_ANSWER = 'no answer: its outputs are not numbers';

/** Length of a bar: outputs beyond 0 … 1 are cut. */
export const barOf = (value: number): number => Math.min(1, Math.max(0, value || 0));
