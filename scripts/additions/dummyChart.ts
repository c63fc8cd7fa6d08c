/** Dummy chart: training time per epoch. */
import { threeDigits } from '../../src/core/format';
import { linearAxis } from '../../src/figures/axes/valueAxis';
import { columnsFrom } from '../../src/figures/lines/line';
import type { LineFigure } from '../../src/views/lab/charts/lineFigure';

export const dummyChart: LineFigure = {
  title: 'Dummy chart',
  news: 'epochs',
  xAxes: ['epoch', 'samples'],
  pick: ({ epochs }) => ({
    points: columnsFrom(epochs.map(({ epoch, trainSeconds }) => ({ x: epoch, y: trainSeconds }))),
  }),
  axis: () => linearAxis([0, 1]),
  valueText: threeDigits,
  endText: threeDigits,
  subtitle: () => 'seconds of training',
  caption: () => 'What each epoch of the dummy took.',
};
