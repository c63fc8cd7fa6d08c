import { degrees, percent } from '../../../../core/format';
import { Formula } from '../../../formula/Formula';
import type { LessonWords } from '../../lesson';
import { layerAngle } from '../../prediction';
import { share } from './share';

export const words: LessonWords = {
  title: 'Learning from the label',
  topic: 'Targets instead of errors',
  intro: (
    <>
      <p>
        A layer that is not to wait needs something to learn from that is there <i>before</i> the network has
        answered. One thing is: the label. It comes with the sample.
      </p>
      <p>
        <b>Direct random target projection</b> (DRTP) multiplies the one-hot label by the layer’s random
        matrix and uses that in place of the error. In other words, each class has a random pattern of its
        own, and a layer is pushed towards the pattern of the sample’s class whenever it sees one.
      </p>
      <p>The figure plays one sample: each layer learns while the sample is still on its way up.</p>
    </>
  ),
  question:
    'A label says what is right, but not how wrong the network was. Where will DRTP end, between a hidden layer that never learns (LLO) and one that is fed the error (DFA)?',
  options: {
    llo: 'Next to LLO: labels are no use to a hidden layer',
    between: 'In between',
    dfa: 'Next to DFA: the label is all it takes',
  },
  setup: 'digits, 784–200–10, five epochs',
  happened: (outcome) => (
    <>
      <p>
        LLO gets {percent(outcome.accuracy('all', 'llo'), 1)}, DRTP{' '}
        {percent(outcome.accuracy('all', 'drtp'), 1)}, DFA {percent(outcome.accuracy('all', 'dfa'), 1)} right.
        DRTP covers {percent(share(outcome), 0)} of the way from LLO to DFA.
      </p>
      <p>
        Its angle to backpropagation is {degrees(layerAngle(outcome, 'all', 'drtp', 1))} at the end, that of
        DFA {degrees(layerAngle(outcome, 'all', 'dfa', 1))}.
      </p>
    </>
  ),
  why: (
    <>
      <p>
        <Formula
          display
          tex={String.raw`\begin{aligned} \text{DFA:}\quad \delta h_i &= (y^* - y)\, B_i \\ \text{DRTP:}\quad \delta h_i &= y^*\, B_i \end{aligned}`}
          plain="DFA: δh_i = (y* − y) B_i; DRTP: δh_i = y* B_i"
        />
      </p>
      <p>
        For the class that is right, the error y* − y is positive, whatever the network answers: between 0 and
        1. So the label has the right <i>sign</i> there, and a direction with the right sign is downhill. That
        is why DRTP learns at all.
      </p>
      <p>
        What the label lacks is <i>size</i>. A sample that the network already knows pushes as hard as one
        that it gets wrong. And it says nothing of the other classes, which a wrong answer took for right.
        Both are in the error, and the error is known only later.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'Why does DRTP need no backward pass and no waiting?',
      answers: [
        'The label is known before the sample enters the network',
        'It uses smaller networks',
        'It guesses the error from the batch before',
      ],
      because:
        'The label comes with the sample. Each layer can learn as soon as it has computed its own activation.',
    },
    {
      question: 'A network classifies a sample perfectly. What does DRTP do with it?',
      answers: [
        'Nothing: the error is 0',
        'It reverses the last update',
        'It pushes the hidden layers as hard as ever',
      ],
      because:
        'y* is the same, however good the answer. That holds DRTP back late in training, and it is what an error, even an old one, can mend.',
    },
  ],
};
