import type { AnswerMeasure } from './measure';

/** Recall of each class: share of its test samples that are classified correctly; null for a class without samples. */
export const classAccuracy: AnswerMeasure = {
  kind: 'answers',
  name: 'Accuracy per class',
  sentence:
    'Share of each class’s test samples that are classified correctly, after each epoch. Regression has no classes.',
  source: 'Recall of each class, full test set',
  per: 'class',
  unit: 'share',
  series: { accuracy: 'Test accuracy' },
  take: (confusion) => {
    const classes = Math.round(Math.sqrt(confusion.length));
    const accuracy = Array.from({ length: classes }, (_, label) => {
      const row = confusion.subarray(label * classes, (label + 1) * classes);
      const samples = row.reduce((sum, n) => sum + n, 0);
      return samples > 0 ? (row[label] as number) / samples : null;
    });
    return { accuracy };
  },
};
