import { degrees, percent } from '../../../../core/format';
import type { LessonWords } from '../../lesson';
import { anglesOf } from './phases';

export const words: LessonWords = {
  title: 'Random wires that work',
  topic: 'Feedback alignment',
  intro: (
    <>
      <p>
        Feedback alignment sends the error back through random weights B that are never learned. The figure
        shows the same step as before, with B in the lower lane and a padlock on it.
      </p>
      <p>
        At first B has nothing to do with the forward weights, so what it delivers is noise: the angle to
        backpropagation is near 90°. Yet the last lesson’s network learned. Something must bring the two
        together, and it cannot be B.
      </p>
      <p>
        Lillicrap and colleagues took the process apart. They froze the first layer’s weights, then the
        second’s, then none, and watched the angle.
      </p>
    </>
  ),
  question:
    'Phase 1: W₁ is frozen and W₂ learns. Phase 2: W₂ is frozen and W₁ learns from B’s noise. Phase 3: both learn. In which phase will the angle to backpropagation fall?',
  options: {
    first: 'In phase 1, when W₂ learns',
    second: 'In phase 2, when W₁ learns',
    third: 'Only in phase 3, after both have had their turn',
  },
  setup: 'digits, 784–200–10, FA, three phases of three epochs',
  happened: (outcome) => {
    const [first, second, third] = [1, 2, 3].map((phase) => anglesOf(outcome, phase));
    const text = ([from, to]: readonly [number, number] = [Number.NaN, Number.NaN]) =>
      `from ${degrees(from)} to ${degrees(to)}`;
    return (
      <>
        <p>
          In phase 1 the angle went {text(first)}, in phase 2 {text(second)}, in phase 3 {text(third)}.
        </p>
        <p>
          After phase 1 the test accuracy was {percent(outcome.accuracyAt('phases', 'fa', 3), 1)}, after phase
          2 {percent(outcome.accuracyAt('phases', 'fa', 6), 1)}, at the end{' '}
          {percent(outcome.accuracyAt('phases', 'fa', 9), 1)}.
        </p>
      </>
    );
  },
  why: (
    <>
      <p>
        In phase 1 the hidden layer still shows random features. They know nothing of B, so W₂, which learns
        from them, cannot come to resemble B.
      </p>
      <p>
        In phase 2 the hidden layer follows B’s noise. Each update adds a pattern of B to W₁. The angle need
        not fall, since W₂ stands still. But from now on the hidden activations <i>carry</i> B: samples that
        made the same error get similar hidden activations.
      </p>
      <p>
        In phase 3 the output layer learns from activations that carry B, and so W₂ takes on the shape of B.
        Now the random wires are nearly the right ones. Normally all of this happens at once, within the first
        hundred steps.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'Which weights align with which?',
      answers: ['B with W₂', 'W₂ with B', 'W₁ with W₂'],
      because:
        'B never changes. The forward weights move towards it, because the hidden activations from which they learn have been shaped by B.',
    },
    {
      question: 'Why did W₂ not align in phase 1, although it learned?',
      answers: [
        'The hidden activations knew nothing of B',
        'Its learning rate was too small',
        'The error was zero',
      ],
      because:
        'W₂ learns from hidden activations and errors. As long as W₁ has its first random weights, neither of them has met B.',
    },
  ],
};
