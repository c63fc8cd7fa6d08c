import type { AnswerMeasure } from './measure';

/** Forgetting of each class: its best test accuracy so far less the current one, so never below 0. */
export const forgetting: AnswerMeasure = {
  kind: 'answers',
  name: 'Forgetting per class',
  sentence:
    'How far each class’s test accuracy is below its best so far, after each epoch. Regression has no classes.',
  source: 'Chaudhry et al. 2018, with classes as tasks',
  per: 'class',
  unit: 'share',
  series: { forgetting: 'Forgetting' },
  take: ({ recall, best }) => ({
    forgetting: recall.map((one, label) => (Number.isNaN(one) ? null : (best[label] as number) - one)),
  }),
};
