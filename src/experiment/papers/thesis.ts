/** Numbers in the text of the thesis (section 1.1 and chapter 5); its figures' values are not printed anywhere. */
import type { Paper } from './paper';

export const thesis: Paper = {
  name: 'Flügel’s thesis',
  cite: 'Flügel, Feed-Forward-Only Training of Neural Networks, master’s thesis, Karlsruhe Institute of Technology, 2021; F³ is called DEFP there',
  url: 'https://github.com/fluegelk/DEFP',
};

/** Table 5.1: epochs; text of section 5.2: runs with different seeds. */
export const thesisEpochs = { mnist: 100, 'cifar-10': 200 } as const;
export const thesisSeeds = 3;

/** As fractions. */
export const thesisText = {
  /** Section 1.1: DEFP's accuracy above DRTP's, at most; below BP's on dense networks, less than. */
  aboveDrtp: 0.0202,
  belowBp: 0.01,
  /** Section 5.2.1, convolutional network on MNIST with adaptive rates: test errors. */
  convolution: { bp: 0.01, feedForward: [0.015, 0.025] },
  /** Section 5.2.2, convolutional network on CIFAR-10: BP's test error. */
  cifar: 0.25,
  /** Section 5.3: the largest difference between two initialisations of B. */
  initialisations: 0.01,
} as const;
