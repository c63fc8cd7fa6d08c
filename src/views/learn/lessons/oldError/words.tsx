import { percent } from '../../../../core/format';
import type { LessonWords } from '../../lesson';
import { accuracies, largestFall } from './course';

export const words: LessonWords = {
  title: 'An old error overshoots',
  topic: 'Error information in deep networks',
  intro: (
    <>
      <p>
        F³ may keep the whole error of a sample, one number per class (<i>raw</i>), or the one of the right
        class only (<i>one-hot</i>). The whole error says more: it also names the classes that were wrongly
        favoured. So it should be better.
      </p>
      <p>
        With one hidden layer it is, by a little. What about three? The figure shows the drawer of such a
        network: what is filed, and beside it the error now. Train a few batches and look how far apart they
        are.
      </p>
      <p>The chart below plays recorded runs: MNIST, three hidden layers of 500, three seeds.</p>
    </>
  ),
  question:
    'Three hidden layers, the whole error of last epoch. How will the test accuracy of raw F³ go over five epochs?',
  options: {
    smooth: 'Up and up, as with one hidden layer',
    swings: 'Up, then down by more than a point, then up again',
    never: 'It never gets half of the digits right',
  },
  setup: 'recorded: MNIST, 784–500–500–500–10, F³-Error, mean of three seeds',
  arms: { raw: 'raw', 'one-hot': 'one-hot', 'raw-after-inference': 'raw after inference' },
  happened: (outcome) => {
    const text = (arm: string) =>
      accuracies(outcome, arm)
        .map((value) => percent(value, 1))
        .join(', ');
    return (
      <>
        <p>
          Raw: {text('raw')}; the largest fall from one epoch to the next is{' '}
          {percent(largestFall(outcome, 'raw'), 1)}.
        </p>
        <p>
          One-hot: {text('one-hot')}; its largest fall is {percent(largestFall(outcome, 'one-hot'), 1)}.
        </p>
        <p>
          Raw, but with an inference epoch first, which files true errors before anything is learned:{' '}
          {text('raw-after-inference')}; its largest fall is{' '}
          {percent(largestFall(outcome, 'raw-after-inference'), 1)}.
        </p>
      </>
    );
  },
  why: (
    <>
      <p>
        Follow one epoch after the other. In epoch 1 there are no errors; labels are fed, and the network
        learns much. In epoch 2 it is fed the errors of a network that knew little. It has moved on since, but
        the feed says: more of the same. It overshoots. In epoch 3 it is fed the overshoot, and goes back too
        far.
      </p>
      <p>
        That is what any feedback with a delay does if its gain is too high, like a shower that answers a
        minute late. More layers add gain.
      </p>
      <p>
        One-hot information cannot do this. Its one number, 1 − y of the right class, is between 0 and 1. It
        can be too large or too small, but never point the other way. What it gives up in knowledge, it gains
        in calm. In deep networks that is the better bargain, and it is the lab’s default.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'Why can one-hot information not push in the wrong direction?',
      answers: [
        'It is updated in every batch',
        'It is averaged over the classes',
        'It is one number that cannot become negative',
      ],
      because:
        'The output lies between 0 and 1, so 1 − y does, too. Only the length of the push depends on the old answer.',
    },
    {
      question: 'What is fed in epoch 3 of raw F³?',
      answers: [
        'The errors of the network as it was in epoch 2',
        'The labels',
        'The mean error of all epochs so far',
      ],
      because:
        'Each sample’s error is from its last visit. If epoch 2 overshot, epoch 3 is fed the overshoot.',
    },
  ],
};
