import { degrees, percent } from '../../../../core/format';
import { Formula } from '../../../formula/Formula';
import type { LessonWords } from '../../lesson';
import { layerAngle } from '../../prediction';

export const words: LessonWords = {
  title: 'Why it works, and how to break it',
  topic: 'The alignment theorem, measured',
  intro: (
    <>
      <p>
        Three times now random wires have come to deliver useful blame. Nøkland proved a reason for direct
        wires, and the F³ paper a version of it. In short: suppose that what a layer is fed for a sample keeps
        its direction from step to step. Then training makes the activations of two neighbouring layers grow
        along those directions, and with them a number that measures alignment:
      </p>
      <p>
        <Formula
          display
          tex={String.raw`L_i = \frac{\langle \delta h_i,\ c_i \rangle}{\lVert \delta h_i \rVert}, \quad c_i = \frac{\partial h_{i+1}}{\partial h_i}\, \delta h_{i+1}`}
          plain="L_i = ⟨δh_i, c_i⟩ / ‖δh_i‖, with c_i = (∂h_{i+1}/∂h_i) δh_{i+1}"
        />
      </p>
      <p>
        c is what a layer would get if the blame of the layer above were sent down through its true weights.
        If L is positive, the fed δh points less than 90° away from it. The one assumption that matters is the
        constant direction. So let us take it away.
      </p>
    </>
  ),
  question:
    'Draw new random wires before every single step. The hidden layer still hears of the error each time, through other wires. What happens to the accuracy?',
  options: {
    same: 'Nothing: random is random',
    worse: 'It falls clearly, but stays above chance',
    chance: 'It falls to about 10 %, as by chance',
  },
  setup: 'digits, 784–200–10, DFA, five epochs each',
  arms: { fixed: 'B fixed', epoch: 'redrawn each epoch', step: 'redrawn each step' },
  happened: (outcome) => {
    const text = (arm: string) =>
      `${percent(outcome.accuracy(arm, 'dfa'), 1)} at ${degrees(layerAngle(outcome, arm, 'dfa', 1))}`;
    return (
      <p>
        With fixed B the network ends at {text('fixed')} to backpropagation, with a new B in each epoch at{' '}
        {text('epoch')}, with a new B in each step at {text('step')}.
      </p>
    );
  },
  why: (
    <>
      <p>
        The forward weights align with B because every update adds a little of B to them. If B is another one
        each time, the additions have nothing in common and cancel. Each epoch’s new B starts at 90° again,
        and the network has to align anew; a new B in each step leaves no time for it.
      </p>
      <p>
        So the wires may be random, but they must <i>stay</i>. This is also why F³’s one-number memory is so
        close to the theorem: (1 − y) times a row of B has the same direction for a sample in every epoch,
        only its length changes. The whole error vector turns, and the theorem does not cover it. It works all
        the same, up to a depth: lesson 14.
      </p>
      <p>
        One more caution. The theorem speaks of growing alignment, not of a falling loss. Below 90° a step
        helps if it is small enough.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'What does the theorem need?',
      answers: [
        'A small learning rate',
        'Symmetric B',
        'That what a sample feeds a layer keeps its direction',
      ],
      because: 'Directions that stay add up. That is what redrawing B destroys.',
    },
    {
      question: 'Why is the accuracy worse with a new B in each epoch, and not lost?',
      answers: [
        'Within an epoch the weights align with the new B',
        'B is drawn from the same distribution',
        'The output layer keeps B',
      ],
      because:
        'An epoch has many steps, enough to align to some degree. The angle at each epoch’s start is back at 90°.',
    },
  ],
};
