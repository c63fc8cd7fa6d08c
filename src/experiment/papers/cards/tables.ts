/** Tables 4 and 5 of the F³ paper's first version. */
import { rules } from '../../../core/rules';
import type { Card, Row } from '../card';
import { better } from '../model/claims';
import type { Published } from '../paper';
import type { SourceId } from '../sources';
import { type V1Rule, v1, v1Accuracy, v1Loss, v1Rules } from '../v1';

function rowsOf(
  source: SourceId,
  unit: 'accuracy' | 'loss',
  published: Readonly<Record<V1Rule, Published>>,
  group?: string,
): readonly Row[] {
  return v1Rules.map((rule) => ({
    id: `${unit}-${rule}`,
    name: rules[rule].name,
    ...(group === undefined ? {} : { group }),
    unit,
    published: published[rule],
    runs: { source, rule },
  }));
}

const LOSSES = 'Losses are summed over the outputs, as published.';
const RATES = 'Learning rates are those of its table 2';

export const table5Mnist: Card = {
  id: 'v1-table-5-mnist',
  title: 'Accuracy on MNIST',
  paper: v1,
  where: 'table 5',
  about:
    'Best test accuracy of 784-500-10 over all epochs, chosen on the test set as published, so it is optimistic. Ten seeds, 100 epochs.',
  rows: rowsOf('mnist-accuracy', 'accuracy', v1Accuracy.mnist),
  claims: [
    better('F³-Error is better than DRTP.', 'accuracy-f3-error', 'accuracy-drtp', 'higher'),
    better('F³-Error is better than F³-Loss.', 'accuracy-f3-error', 'accuracy-f3-loss', 'higher'),
    better(
      'F³-Error is better than training the last layer only.',
      'accuracy-f3-error',
      'accuracy-llo',
      'higher',
    ),
    better('Backpropagation is better than F³-Error.', 'accuracy-bp', 'accuracy-f3-error', 'higher'),
  ],
};

export const table4Mnist: Card = {
  id: 'v1-table-4-mnist',
  title: 'Test loss on MNIST',
  paper: v1,
  where: 'table 4',
  about: `Best test loss of the same runs as in table 5. ${LOSSES}`,
  rows: rowsOf('mnist-accuracy', 'loss', v1Loss.mnist),
};

export const table4Sgemm: Card = {
  id: 'v1-table-4-sgemm',
  title: 'Test loss on SGEMM',
  paper: v1,
  where: 'table 4',
  about: `Best test loss (mean squared error of the standardised run time) of 14-500-1. Ten seeds, 200 epochs. ${RATES}: 0.01 for BP and LLO, 0.0001 for the others.`,
  rows: rowsOf('sgemm', 'loss', v1Loss.sgemm),
};

export const tablesCifar: Card = {
  id: 'v1-tables-cifar-10',
  title: 'Accuracy and loss on CIFAR-10',
  paper: v1,
  where: 'tables 4 and 5',
  about: `Not measured by this repository; its experiment can be trained here. 3,072-500-10, ten seeds, 200 epochs. ${RATES}: 0.0001 for BP and LLO, 0.001 for the others. ${LOSSES}`,
  rows: [
    ...rowsOf('cifar-10', 'accuracy', v1Accuracy['cifar-10'], 'Test accuracy'),
    ...rowsOf('cifar-10', 'loss', v1Loss['cifar-10'], 'Test loss'),
  ],
};

export const tablesCensus: Card = {
  id: 'v1-tables-census',
  title: 'Accuracy and loss on Census Income',
  paper: v1,
  where: 'tables 4 and 5',
  about: `Not measured by this repository; its experiment can be trained here. Inputs are not standardised, as in the paper’s code, and saturate tanh: all algorithms end near 79.6 %. Ten seeds, 100 epochs. ${LOSSES}`,
  rows: [
    ...rowsOf('adult', 'accuracy', v1Accuracy.adult, 'Test accuracy'),
    ...rowsOf('adult', 'loss', v1Loss.adult, 'Test loss'),
  ],
};
