/** Values that a test of the thesis's code expects after epoch 10, with seed 0, each to within 0.1. */
import { type Paper, percentage, printed } from './paper';

export const defp: Paper = {
  name: 'DEFP’s code',
  cite: 'Flügel, DEFP: the code of the thesis, on GitHub, with a test that names its results',
  url: 'https://github.com/fluegelk/DEFP',
};

export const defpEpochs = 10;
/** The test's own tolerance, for accuracies as fractions and for losses summed over the outputs. */
export const defpTolerance = 0.1;

const line = (accuracy: number, loss: number) => ({
  accuracy: percentage(100 * accuracy, 0),
  loss: printed(loss, 2),
});

/** Test accuracy and loss. */
export const defpDense = { bp: line(0.97, 0.24), drtp: line(0.93, 0.42) } as const;
export const defpConvolution = { bp: line(0.99, 0.1), drtp: line(0.97, 0.19) } as const;
