import { percent, twoDigits } from '../../../../core/format';
import { Formula } from '../../../formula/Formula';
import type { LessonWords } from '../../lesson';

export const words: LessonWords = {
  title: 'Who gets the blame?',
  topic: 'Credit assignment',
  intro: (
    <>
      <p>
        A network has looked at a digit and named the wrong one. Something should change. But what? The output
        layer can see its own mistake: it has the right answer beside its own. The hidden units in between
        have no right answer. Some of them helped, some of them misled.
      </p>
      <p>
        Finding out which is the problem of <b>credit assignment</b>. Every learning rule in these lessons is
        an answer to it.
      </p>
      <p>
        The figure plays one step of backpropagation, the usual answer: the sample runs forward, the error
        runs back, and each layer learns from what comes back to it.
      </p>
    </>
  ),
  question:
    'Give the hidden layer no blame at all: it keeps its random weights, and only the output layer learns. How many digits will be right?',
  options: {
    none: 'About 10 %: one in ten, as by chance',
    fewer: 'Well above half, but clearly fewer than with backpropagation',
    same: 'As many: the hidden layer does not matter much',
  },
  setup: 'digits, 784–200–10, five epochs',
  happened: (outcome) => {
    const [bp, llo] = [outcome.accuracy('both', 'bp'), outcome.accuracy('both', 'llo')];
    return (
      <p>
        With a hidden layer that never learns (LLO, <i>last layer only</i>) the network still gets{' '}
        {percent(llo, 1)} of the test digits right. With backpropagation (BP) it gets {percent(bp, 1)}. Put
        differently: assigning credit removes {percent((bp - llo) / (1 - llo), 0)} of the mistakes. Both
        losses fall: LLO’s from {twoDigits(outcome.trainingLoss('both', 'llo', 1))} in its first epoch to{' '}
        {twoDigits(outcome.trainingLoss('both', 'llo'))} in its last.
      </p>
    );
  },
  why: (
    <>
      <p>
        The output layer does well on its own, because 200 random features of an image already say much about
        it. The rest is what a hidden layer gains by learning <i>useful</i> features. For that, each hidden
        unit j needs a number: how would the loss change if its activation grew a little?
      </p>
      <p>
        <Formula
          display
          tex={String.raw`\delta h_j = \frac{\partial L}{\partial h_j}`}
          plain="δh_j = ∂L/∂h_j"
        />
      </p>
      <p>
        Backpropagation computes it exactly. Other rules replace δh by something that is easier to come by.
        All of them then do the same with it: multiply by the slope of the unit, multiply by its inputs, and
        take a step downhill.
      </p>
      <p>
        Keep LLO in mind. It learns nothing in its hidden layers, yet its loss falls nicely. A rule that is to
        count must beat it.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'What does a hidden unit need in order to learn?',
      answers: [
        'The label of the sample',
        'Its own target activation',
        'A hint of how the loss changes when its activation changes',
      ],
      because:
        'That number is δh. Nobody knows target activations for hidden units. The label alone turns out to be a hint too, but a poor one: lesson 6.',
    },
    {
      question: 'The loss of a new learning rule falls during training. What does that show?',
      answers: [
        'That its hidden layers learn',
        'Not much: with hidden layers that never change, it falls as well',
        'That it computes the true gradient',
      ],
      because:
        'Last layer only has a falling loss, too. Compare its accuracy with LLO’s and BP’s. Lesson 3 adds a better sign: the angle to BP.',
    },
  ],
};
