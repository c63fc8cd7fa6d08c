import { Formula } from '../../../../formula/Formula';
import type { ExerciseWords } from '../../exercise';

export const words: ExerciseWords = {
  title: 'The way back',
  topic: 'Backpropagation',
  intro: (
    <>
      <p>
        A hidden layer computes <Formula tex="z_i = h_{i-1} W_i + b_i" plain="z_i = h_i−1 W_i + b_i" /> and{' '}
        <Formula tex="h_i = f(z_i)" plain="h_i = f(z_i)" />. Its delta{' '}
        <Formula tex={String.raw`\delta z_i`} plain="δz_i" /> is how the loss changes with each{' '}
        <Formula tex="z_i" plain="z_i" />. Backpropagation gets it from the delta of the layer above, in one
        row of numbers per sample.
      </p>
      <p>
        Fill the blanks so that the formula gives the network’s own deltas. <Formula tex="B_i" plain="B_i" />{' '}
        is the random matrix that feedback alignment would use.
      </p>
    </>
  ),
  blanks: {
    carrier: 'What carries the delta down?',
    factor: 'And the factor of the layer itself?',
  },
  equations: ['The delta of hidden layer i'],
  hints: [
    'Compare the shapes first: the result needs one number per unit of layer i. Then ask how a unit acts on the layer above, and how far its output moves when its input does.',
  ],
  why: (
    <>
      <p>
        It is the chain rule, twice. A unit of layer i acts on the layer above through its row of{' '}
        <Formula tex="W_{i+1}" plain="W_i+1" />, so the way back takes the same weights, transposed:{' '}
        <Formula
          tex={String.raw`\delta h_i = \delta z_{i+1} W_{i+1}^{\mathsf T}`}
          plain="δh_i = δz_i+1 W_i+1ᵀ"
        />
        . And <Formula tex="h_i" plain="h_i" /> follows <Formula tex="z_i" plain="z_i" /> with the slope{' '}
        <Formula tex="f'(z_i)" plain="f′(z_i)" /> of the activation, unit by unit.
      </p>
      <p>
        With <Formula tex="B_i" plain="B_i" /> the shapes fit as well. That is feedback alignment, which
        differs from backpropagation in this one factor; below the last hidden layer its deltas already come
        from other deltas above.
      </p>
    </>
  ),
  setup: 'digits, 784–40–30–10, tanh',
};
