/** Statements of the thesis with numbers in its text; its figures' values are not printed. */
import { type FeedbackId, feedbackInits } from '../../../core/feedback';
import { percentNumber } from '../../../core/format';
import { type RuleId, rules } from '../../../core/rules';
import type { Card, Measured, Row } from '../card';
import { better, claim, reaches } from '../model/claims';
import type { SourceId } from '../sources';
import { thesis, thesisText } from '../thesis';

const errorRow = (source: SourceId, rule: RuleId): Row => ({
  id: rule,
  name: rules[rule].name,
  unit: 'error',
  runs: { source, rule },
});

const errorRows = (source: SourceId): readonly Row[] =>
  (['bp', 'drtp', 'f3-error'] as const).map((rule) => errorRow(source, rule));

const unfinished = ({ epochs, of }: Measured): boolean => epochs < of;
const UNFINISHED = 'With fewer epochs than published, a larger difference is not decided.';

export const thesisDense: Card = {
  id: 'thesis-dense',
  title: 'Dense networks',
  paper: thesis,
  where: 'section 1.1',
  about:
    'Best test error of 784-500-10 on MNIST. The thesis’s statements are about all its dense networks; this is its FC1-500, with its rate of 0.00015, batches of 60, pixels from 0 to 1.',
  rows: errorRows('thesis-dense'),
  claims: [
    claim(
      'F³-Error ends less than one percent below backpropagation.',
      `Agrees if its error is less than 1 point above BP’s. ${UNFINISHED}`,
      ['f3-error', 'bp'],
      (f3, bp) => {
        if ((f3 as Measured).mean - (bp as Measured).mean < thesisText.belowBp) return 'agrees';
        return unfinished(f3 as Measured) ? 'not decided' : 'does not agree';
      },
    ),
    claim(
      'F³-Error improves on DRTP, by up to 2.02 percent.',
      `Agrees if its error is below DRTP’s, by at most ${percentNumber(thesisText.aboveDrtp, 2)} points.`,
      ['f3-error', 'drtp'],
      (f3, drtp) => {
        const less = (drtp as Measured).mean - (f3 as Measured).mean;
        return less > 0 && less <= thesisText.aboveDrtp ? 'agrees' : 'does not agree';
      },
    ),
  ],
};

const [low, high] = thesisText.convolution.feedForward;
const feedForward = (rule: 'drtp' | 'f3-error') =>
  reaches(`${rules[rule].name}’s error is between 1.5 and 2.5 %.`, rule, {
    ...{ low, high },
    how: 'Agrees within these bounds.',
  });

export const thesisConvolution: Card = {
  id: 'thesis-convolution',
  title: 'Convolutions on MNIST',
  paper: thesis,
  where: 'sections 5.2.1 and 5.2.2',
  about: 'Best test error of its CONV-MNIST: 32 maps of 5 × 5, pooled, then 1,000 units, with Adam.',
  rows: errorRows('thesis-convolution'),
  claims: [
    reaches('Backpropagation’s error is about 1 %.', 'bp', {
      ...{ low: thesisText.convolution.bp - 0.005, high: thesisText.convolution.bp + 0.005 },
      how: 'Agrees from 0.5 to 1.5 %.',
    }),
    feedForward('drtp'),
    feedForward('f3-error'),
    better('DRTP is better than F³-Error on convolutional networks.', 'drtp', 'f3-error'),
  ],
};

export const thesisCifar: Card = {
  id: 'thesis-cifar',
  title: 'Convolutions on CIFAR-10',
  paper: thesis,
  where: 'section 5.2.2',
  about:
    'Best test error of its CONV-CIFAR: 64 and 256 maps of 3 × 3, each pooled, then twice 1,000 units. The thesis trains 200 epochs; this repository two.',
  rows: errorRows('thesis-cifar'),
  claims: [
    reaches('Backpropagation’s error is about 25 %.', 'bp', {
      ...{ low: thesisText.cifar - 0.05, high: thesisText.cifar + 0.05 },
      how: 'Agrees from 20 to 30 %.',
    }),
  ],
};

const distributions = [
  'normal',
  'xavier-uniform',
  'xavier-normal',
  'kaiming-uniform',
  'kaiming-normal',
] as const satisfies readonly FeedbackId[];

export const thesisFeedback: Card = {
  id: 'thesis-feedback',
  title: 'Distributions of B',
  paper: thesis,
  where: 'section 5.3',
  about:
    'Best test error of F³-Error (one-hot), 784-500-10 on MNIST, by the distribution of B, with the settings of its dense networks.',
  rows: distributions.map((feedbackInit) => ({
    id: feedbackInit,
    name: feedbackInits[feedbackInit].name,
    unit: 'error',
    runs: { source: 'thesis-feedback', rule: 'f3-error', with: { feedbackInit } },
  })),
  claims: [
    claim(
      'Two distributions differ by at most one percent.',
      'Agrees if the largest and the smallest error differ by at most 1 point.',
      distributions,
      (...all) => {
        const errors = all.map(({ mean }) => mean);
        const spread = Math.max(...errors) - Math.min(...errors);
        return spread <= thesisText.initialisations ? 'agrees' : 'does not agree';
      },
    ),
  ],
};
