import type { Outcome } from '../../../../store/learn/outcome';

export const inits = ['kaiming-uniform', 'trinomial', 'binomial', 'plus-minus-identity'] as const;

/** A network that gets fewer digits right than this learns from its output layer alone, at best. */
const LEARNS = 0.8;

/** The initialisations with which the hidden layer learned. */
export const working = (outcome: Outcome): readonly string[] =>
  inits.filter((init) => outcome.accuracy(init, 'f3-error') > LEARNS);
