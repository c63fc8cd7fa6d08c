/** Figures 3 and 5 of the F³ paper's first version, as its text describes them: error information, and B's initialisation. */
import { type FeedbackId, feedbackInits } from '../../../core/feedback';
import { rules } from '../../../core/rules';
import type { Card, Claim, Row } from '../card';
import { better, similar, timesAsHigh } from '../model/claims';
import { v1 } from '../v1';

const transforms = ['raw', 'one-hot', 'softmax'] as const;
const errorRules = ['f3-error', 'f3-loss'] as const;

const informationRows: readonly Row[] = errorRules.flatMap((rule) =>
  transforms.map((errorTransform) => ({
    id: `${rule}-${errorTransform}`,
    name: errorTransform,
    group: rules[rule].name,
    unit: 'loss' as const,
    runs: { source: 'error-information' as const, rule, with: { errorTransform } },
  })),
);

/** A tenth: the paper gives words, no threshold. */
const TENTH = 1.1;
const softmax = {
  factor: TENTH,
  how: 'Agrees if its loss with softmax is at least a tenth higher than raw and one-hot.',
};
const behind = { factor: TENTH, how: 'Agrees if the loss of F³-Loss is at least a tenth higher.' };

export const figure3: Card = {
  id: 'v1-figure-3',
  title: 'What F³ stores of the error',
  paper: v1,
  where: 'section 4.3, on figure 3',
  about:
    'Best test loss on MNIST, 784-500-10, by the transform of the delayed error. The paper gives words; its values are only in the picture.',
  rows: informationRows,
  claims: [
    similar('Raw and one-hot errors train about as well.', 'f3-error-raw', 'f3-error-one-hot', 0.1),
    timesAsHigh(
      'A softmax raises the loss of F³-Error.',
      'f3-error-softmax',
      ['f3-error-raw', 'f3-error-one-hot'],
      softmax,
    ),
    timesAsHigh(
      'A softmax raises the loss of F³-Loss.',
      'f3-loss-softmax',
      ['f3-loss-raw', 'f3-loss-one-hot'],
      softmax,
    ),
    timesAsHigh('F³-Loss is worse than F³-Error, raw.', 'f3-loss-raw', ['f3-error-raw'], behind),
    timesAsHigh('F³-Loss is worse than F³-Error, one-hot.', 'f3-loss-one-hot', ['f3-error-one-hot'], behind),
  ],
};

const inits = ['kaiming-uniform', 'trinomial', 'binomial', 'plus-minus-identity'] as const;
const feedbackRules = ['drtp', 'f3-error'] as const;

const initRow = (rule: (typeof feedbackRules)[number], feedbackInit: FeedbackId): Row => ({
  id: `${rule}-${feedbackInit}`,
  name: feedbackInits[feedbackInit].name,
  group: rules[rule].name,
  unit: 'loss',
  runs: { source: 'initialisations', rule, with: { feedbackInit } },
});

/** "Fails", in the paper: a massive increase in loss. */
const TWICE = { factor: 2, how: 'Agrees if its loss is at least twice that of Kaiming uniform.' };

const initClaims = (rule: (typeof feedbackRules)[number]): readonly Claim[] => {
  const { name } = rules[rule];
  const of = (init: (typeof inits)[number]): string => `${rule}-${init}`;
  return [
    better(
      `${name}: trinomial is slightly better than Kaiming uniform.`,
      of('trinomial'),
      of('kaiming-uniform'),
    ),
    timesAsHigh(`${name}: binomial fails.`, of('binomial'), [of('kaiming-uniform')], TWICE),
    timesAsHigh(`${name}: ±I fails.`, of('plus-minus-identity'), [of('kaiming-uniform')], TWICE),
  ];
};

export const figure5: Card = {
  id: 'v1-figure-5',
  title: 'How B is initialised',
  paper: v1,
  where: 'section 4.5, on figure 5',
  about:
    'Best test loss on MNIST, 784-500-10, by the distribution of B. The paper trains 100 epochs and gives words; its values are only in the picture.',
  rows: feedbackRules.flatMap((rule) => inits.map((init) => initRow(rule, init))),
  claims: feedbackRules.flatMap(initClaims),
};
