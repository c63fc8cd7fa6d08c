/** What a test of the thesis's code expects after ten epochs. */
import { rules } from '../../../core/rules';
import type { Card, Row } from '../card';
import { defp, defpConvolution, defpDense, defpEpochs, defpTolerance } from '../defp';
import { claim } from '../model/claims';
import type { SourceId } from '../sources';

const testRules = ['bp', 'drtp'] as const;

function cardOf(
  own: Pick<Card, 'id' | 'title' | 'about'>,
  source: SourceId,
  published: typeof defpDense | typeof defpConvolution,
): Card {
  const rows = (['accuracy', 'loss'] as const).flatMap((unit) =>
    testRules.map((rule): Row & Required<Pick<Row, 'published'>> => ({
      id: `${unit}-${rule}`,
      name: rules[rule].name,
      group: unit === 'accuracy' ? 'Test accuracy' : 'Test loss',
      unit,
      published: published[rule][unit],
      runs: { source, rule },
      after: defpEpochs,
    })),
  );
  return {
    ...own,
    ...{ paper: defp, where: 'its test, after epoch 10 with seed 0', rows },
    claims: [
      claim(
        'All four values are met.',
        'Agrees if each is within 0.1 of the test’s, the test’s own tolerance.',
        rows.map(({ id }) => id),
        (...all) => {
          const met = all.every(
            ({ mean }, i) => Math.abs(mean - (rows[i]?.published.value ?? 0)) <= defpTolerance,
          );
          if (met) return 'agrees';
          return all.some(({ epochs, of }) => epochs < of) ? 'not decided' : 'does not agree';
        },
      ),
    ],
  };
}

export const testDense: Card = cardOf(
  {
    id: 'defp-dense',
    title: 'A test: dense network',
    about:
      'Accuracy and loss of 784-500-10 on MNIST after epoch 10, not at its best: Adam at 0.00015, batches of 60, pixels from 0 to 1.',
  },
  'defp-dense',
  defpDense,
);

export const testConvolution: Card = cardOf(
  {
    id: 'defp-convolution',
    title: 'A test: convolutional network',
    about: 'Accuracy and loss of CONV-MNIST after epoch 10, not at its best.',
  },
  'defp-convolution',
  defpConvolution,
);
