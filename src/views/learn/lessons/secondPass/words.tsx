import { percent } from '../../../../core/format';
import { Formula } from '../../../formula/Formula';
import type { LessonWords } from '../../lesson';

export const words: LessonWords = {
  title: 'A second pass',
  topic: 'PEPITA',
  intro: (
    <>
      <p>
        All rules so far carry something to the hidden layers by wires of its own. PEPITA has none. It tells
        the layers by the one road that every network has: the input.
      </p>
      <p>
        The sample runs forward. The error at the output is projected onto the <i>input</i> by a fixed random
        matrix F, and the changed input runs forward a second time. Each layer compares its two activations:
        what differs is what the error has done to it.
      </p>
      <p>The figure plays both passes. There is no backward lane at all.</p>
    </>
  ),
  question:
    'The error arrives mixed with the image, and a layer knows only that its activation changed. How well does that teach it?',
  options: {
    llo: 'Hardly better than a hidden layer that never learns (LLO)',
    dfa: 'About as well as direct wires (DFA)',
    bp: 'As well as backpropagation, or better',
  },
  setup: 'digits, 784–200–10, five epochs',
  happened: (outcome) => (
    <p>
      LLO gets {percent(outcome.accuracy('all', 'llo'), 1)}, PEPITA{' '}
      {percent(outcome.accuracy('all', 'pepita'), 1)}, DFA {percent(outcome.accuracy('all', 'dfa'), 1)}, BP{' '}
      {percent(outcome.accuracy('all', 'bp'), 1)} right.
    </p>
  ),
  why: (
    <>
      <p>
        <Formula
          display
          tex={String.raw`\begin{aligned} x' &= x + e\, F^{\mathsf T} \\ \Delta W_i &\propto -(h_i - h_i')\, h_{i-1}' \end{aligned}`}
          plain="x′ = x + e Fᵀ; ΔW_i ∝ −(h_i − h′_i) h′_{i−1}"
        />
      </p>
      <p>
        The first layer sees e F once more through its own weights. So h₁ − h₁′ is, to first order, the error
        through F and W₁: a random projection of the error, as in DFA. Alignment does the rest, here between F
        and the product of all forward weights.
      </p>
      <p>
        Look at the locks. PEPITA transports no weights, but a layer must wait for the output <i>and</i> for
        the second pass, longer than in DFA. And it runs the network twice. The rule has another merit: its
        update uses only what the unit and its inputs did, two times in a row.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'By which way does the error reach the hidden layers?',
      answers: [
        'Through B, one matrix per layer',
        'Through the input, on a second forward pass',
        'Through the transposed weights',
      ],
      because:
        'F projects the error onto the input; from there it takes the forward weights, like any image.',
    },
    {
      question: 'Is PEPITA update-locked?',
      answers: [
        'No: it has no backward pass',
        'Only in its first epoch',
        'Yes: no layer can learn before its second pass',
      ],
      because:
        'No backward pass does not mean no waiting. The second pass cannot begin before the first has ended at the output.',
    },
  ],
};
