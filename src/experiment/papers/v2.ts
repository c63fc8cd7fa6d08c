/** Values of the F³ paper's later version: its abstract, and the test errors that summaries of it give. */
import { type Paper, percentage } from './paper';

export const v2: Paper = {
  name: 'F³, later version',
  cite: 'Flügel, Coquelin, Weiel, Debus, Streit and Götz, Feed-Forward Optimization With Delayed Feedback for Neural Network Training, arXiv 2304.13372, later version',
  url: 'https://arxiv.org/abs/2304.13372',
};

/** Abstract: "up to", for classification and for regression. */
export const v2Gap = { classification: percentage(56, 0), regression: percentage(96, 0) } as const;

/** MNIST, one hidden layer of 500; from a summary of the paper, as "about". */
export const v2Error = { 'f3-error': percentage(2.7, 1), drtp: percentage(4.3, 1) } as const;
