import { degrees, percent } from '../../../../core/format';
import { Formula } from '../../../formula/Formula';
import type { LessonWords } from '../../lesson';
import { layerAngle } from '../../prediction';

export const words: LessonWords = {
  title: 'Straight from the error',
  topic: 'Direct feedback',
  intro: (
    <>
      <p>
        Feedback alignment still goes back layer by layer: what reaches the first layer has passed through
        every layer above. If random wires work, why not lay them straight from the error to each layer?
      </p>
      <p>
        That is <b>direct feedback alignment</b> (DFA). Each hidden layer has a random matrix B of its own,
        and all of them start at the output’s error. In the figure, follow the lower lane: it passes no layer
        on its way to another. Choose FA beside it, and the signal goes down a ladder.
      </p>
    </>
  ),
  question:
    'Three hidden layers. The error reaches each of them in one jump, past everything in between. How will DFA do beside FA?',
  options: {
    worse: 'Worse: the lower layers need to know what the upper ones do',
    near: 'At least as well, to within a point',
  },
  setup: 'digits, 784–100–100–100–10, four epochs',
  happened: (outcome) => (
    <>
      <p>
        BP ends at {percent(outcome.accuracy('all', 'bp'), 1)}, FA at{' '}
        {percent(outcome.accuracy('all', 'fa'), 1)}, DFA at {percent(outcome.accuracy('all', 'dfa'), 1)}.
      </p>
      <p>
        In the first layer the angle to backpropagation is {degrees(layerAngle(outcome, 'all', 'fa', 1))} for
        FA and {degrees(layerAngle(outcome, 'all', 'dfa', 1))} for DFA. After the first epoch it was{' '}
        {degrees(layerAngle(outcome, 'all', 'fa', 1, 1))} and{' '}
        {degrees(layerAngle(outcome, 'all', 'dfa', 1, 1))}.
      </p>
    </>
  ),
  why: (
    <>
      <p>For the direct rules, what a layer is fed does not depend on the layers above it:</p>
      <p>
        <Formula
          display
          tex={String.raw`\begin{aligned} \text{FA:}\quad \delta h_i &= \delta z_{i+1}\, B_{i+1} \\ \text{DFA:}\quad \delta h_i &= e\, B_i \end{aligned}`}
          plain="FA: δh_i = δz_{i+1} B_{i+1}; DFA: δh_i = e B_i"
        />
      </p>
      <p>
        The same alignment takes place: the product of all forward weights above a layer comes to agree with
        that layer’s B. In FA a layer’s signal has passed every random matrix above it, and is of use only
        once all of those have aligned. In DFA each layer needs its own B alone, so the first layer need not
        wait for the others.
      </p>
      <p>
        Direct wires have two more merits. All hidden layers can be told at the same time, and B is small: one
        row per output, so ten times the layer’s width for ten classes.
      </p>
      <p>
        One thing is as before: nobody learns until the error is there, and it is there only when the sample
        has passed the whole network.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'A layer has 500 units, the network 10 outputs. How many numbers has the layer’s B in DFA?',
      answers: ['5,000', '250,000', '500'],
      because:
        'B leads from the 10 errors to the 500 units: 10 × 500. It does not depend on the width of other layers.',
    },
    {
      question: 'Which of the two problems does DFA solve?',
      answers: ['Both', 'Weight transport alone', 'Neither'],
      because:
        'B is no copy of anything, so no weights are transported. But every layer still waits for the output’s error: update locking, the next lesson.',
    },
  ],
};
