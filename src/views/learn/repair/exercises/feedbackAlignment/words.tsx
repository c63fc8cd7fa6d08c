import { Formula } from '../../../../formula/Formula';
import type { ExerciseWords } from '../../exercise';

export const words: ExerciseWords = {
  title: 'Without the twin',
  topic: 'Feedback alignment',
  intro: (
    <>
      <p>
        Feedback alignment sends a delta down layer by layer, as backpropagation does, but not through the
        forward weights. Each hidden layer has a fixed random matrix <Formula tex="B_i" plain="B_i" /> for
        that. <Formula tex={String.raw`\delta h`} plain="δh" /> is a layer’s delta before its factor{' '}
        <Formula tex="f'" plain="f′" />, <Formula tex={String.raw`\delta z`} plain="δz" /> after it.
      </p>
      <p>
        The second formula is the step of the weights above, for plain gradient descent with learning rate{' '}
        <Formula tex={String.raw`\eta`} plain="η" />. The error is{' '}
        <Formula tex="E_t = y^* - y" plain="E_t = y* − y" />, target minus output.
      </p>
    </>
  ),
  blanks: {
    signal: 'What is sent down?',
    carrier: 'Through which matrix?',
    step: 'Which step do the weights take?',
  },
  equations: ['The delta of hidden layer i, before f′', 'The step of the weights above'],
  hints: [
    'What is sent comes from the layer just above, with all that layer did to it. What it goes through must not know the forward weights.',
    'A delta says how the loss rises. And a step must have the shape of the weights: one row for each unit below, one column for each unit above.',
  ],
  why: (
    <>
      <p>
        Feedback alignment changes one thing of backpropagation:{' '}
        <Formula tex={String.raw`W_{i+1}^{\mathsf T}`} plain="W_i+1ᵀ" /> becomes{' '}
        <Formula tex="B_i" plain="B_i" />. What is sent stays the same, the delta{' '}
        <Formula tex={String.raw`\delta z_{i+1}`} plain="δz_i+1" /> after the factor of its layer.
      </p>
      <p>
        For the last hidden layer <Formula tex="E_t B_i" plain="E_t B_i" /> points exactly the other way, and
        is as many times longer as there are outputs: <Formula tex={String.raw`\delta z_K`} plain="δz_K" /> is{' '}
        <Formula tex="y - y^*" plain="y − y*" />, averaged over them.
      </p>
      <p>
        Deltas are gradients of the loss, so the weights go against them: minus. The product{' '}
        <Formula tex={String.raw`h_i^{\mathsf T}\,\delta z_{i+1}`} plain="h_iᵀ δz_i+1" /> has a number for
        each pair of a unit below and a unit above, as <Formula tex="W_{i+1}" plain="W_i+1" /> has.
      </p>
    </>
  ),
  setup: 'digits, 784–40–30–10, tanh',
};
