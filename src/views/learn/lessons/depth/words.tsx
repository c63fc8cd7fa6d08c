import { percent } from '../../../../core/format';
import type { LessonWords } from '../../lesson';

export const words: LessonWords = {
  title: 'How deep?',
  topic: 'Depth without backprop',
  intro: (
    <>
      <p>
        Backpropagation is exact at any depth. But exact is not the same as useful. On its way down, δh is
        multiplied by the slope of the units and by the weights of every layer. If these factors are a little
        below 1, nothing is left after thirty of them: the gradient vanishes.
      </p>
      <p>
        Direct rules do not have a way down. Their signal reaches the first of thirty layers as strongly as
        the last. On the other hand, it is a guess, and there are thirty layers’ worth of weights that it has
        to align with.
      </p>
      <p>In the figure, move the depth slider: the way down is also what makes the lower layers wait.</p>
    </>
  ),
  question:
    'Thirty hidden layers of 32 tanh units, weights as PyTorch draws them, no normalisation, no shortcuts. Who learns to tell digits apart in four epochs?',
  options: {
    bp: 'Backpropagation does best: its gradient is exact',
    dfa: 'The direct rules do best: their signal reaches every layer',
    none: 'Nobody: it is too deep for all of them',
  },
  setup: 'digits, 32 units a layer, softmax, four epochs: two layers, then thirty',
  arms: { two: '2 layers', thirty: '30 layers' },
  happened: (outcome) => {
    const text = (rule: 'bp' | 'dfa' | 'f3-error') =>
      `${percent(outcome.accuracy('two', rule), 1)} with two layers, ${percent(outcome.accuracy('thirty', rule), 1)} with thirty`;
    return (
      <>
        <p>BP got {text('bp')}.</p>
        <p>DFA got {text('dfa')}.</p>
        <p>F³-Error got {text('f3-error')}.</p>
      </>
    );
  },
  why: (
    <>
      <p>
        With PyTorch’s initial weights each layer of tanh units shrinks a signal to about 1/√3 of its size, on
        the way up and on the way down. Thirty layers of that leave a gradient at the bottom that is too small
        to move anything. This is an old problem, and it has good remedies: other initial weights,
        normalisation, residual connections. None of them is used here, on purpose.
      </p>
      <p>
        Direct feedback has no such product. Each layer is pushed equally hard, and soon the activations carry
        a signal again. In the F³ paper, too, it trained networks several times as deep as backpropagation
        could.
      </p>
      <p>
        Being trainable is not yet an advantage. Compare the two depths of the direct rules above: what did
        the other twenty-eight layers add? Whether such rules can <i>use</i> depth is another question, and an
        open one.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'Why does backpropagation fail in this deep network?',
      answers: [
        'Its gradient is wrong',
        'Its gradient is right, but vanishingly small in the lower layers',
        'It runs out of memory',
      ],
      because:
        'Each layer multiplies δh by slopes and weights below 1. The direction is exact to the last, the size is gone.',
    },
    {
      question: 'What makes direct feedback insensitive to depth?',
      answers: [
        'Each layer’s δh comes straight from the error',
        'It trains one layer at a time',
        'It uses larger learning rates',
      ],
      because: 'No product over layers is involved, so nothing can shrink or grow with depth.',
    },
  ],
};
