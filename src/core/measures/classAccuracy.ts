import type { AnswerMeasure } from './measure';

/**
 * Share of each class's samples that are classified correctly, [C]; NaN for a class without samples.
 * @param confusion [C, C] counts, row = true class, column = predicted class
 */
export function recallOf(confusion: Uint32Array): number[] {
  const classes = Math.round(Math.sqrt(confusion.length));
  return Array.from({ length: classes }, (_, label) => {
    const row = confusion.subarray(label * classes, (label + 1) * classes);
    const samples = row.reduce((sum, n) => sum + n, 0);
    return (row[label] as number) / samples;
  });
}

/** Recall of each class: null for a class without samples. */
export const classAccuracy: AnswerMeasure = {
  kind: 'answers',
  name: 'Accuracy per class',
  sentence:
    'Share of each class’s test samples that are classified correctly, after each epoch. Regression has no classes.',
  source: 'Recall of each class, full test set',
  per: 'class',
  unit: 'share',
  series: { accuracy: 'Test accuracy' },
  take: ({ recall }) => ({ accuracy: recall.map((one) => (Number.isNaN(one) ? null : one)) }),
};
