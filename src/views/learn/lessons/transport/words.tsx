import { degrees, percent } from '../../../../core/format';
import { Formula } from '../../../formula/Formula';
import type { LessonWords } from '../../lesson';
import { layerAngle } from '../../prediction';

export const words: LessonWords = {
  title: 'The wire that needs a twin',
  topic: 'Weight transport',
  intro: (
    <>
      <p>
        The output layer knows its error at once: it sees the target. A hidden unit does not. To tell it how
        much of the error is <i>its</i> fault, backpropagation sends the error back through the same weights,
        in reverse.
      </p>
      <p>
        In a computer that is a matrix transpose. In a brain, or on a chip with separate wires, it means that
        every synapse needs a twin that always has the same strength. Grossberg named this{' '}
        <b>weight transport</b>, and Crick called it unrealistic for the brain.
      </p>
      <p>
        Watch the copy: one update changes the forward weights, and the copy is stale. It has to be made
        again, after every batch.
      </p>
    </>
  ),
  question: 'Replace the twin by random wires that never change. How many digits will the network get right?',
  options: {
    none: 'About 10 %: it cannot learn',
    half: 'Around half',
    most: 'Above 80 %: nearly as good',
  },
  setup: 'digits, 784–200–10, five epochs, the same first weights for both',
  happened: (outcome) => {
    const [bp, fa] = [outcome.accuracy('both', 'bp'), outcome.accuracy('both', 'fa')];
    return (
      <>
        <p>
          With the copied weights (BP) the network gets {percent(bp, 1)} of the test digits right. With
          random, fixed wires (FA, <i>feedback alignment</i>) it gets {percent(fa, 1)}.
        </p>
        <p>
          Look at the angle between what FA tells the hidden layer and what backpropagation would tell it.
          Before training it is {degrees(layerAngle(outcome, 'both', 'fa', 1, 0))}: random wires say nothing.
          At the end it is {degrees(layerAngle(outcome, 'both', 'fa', 1))}.
        </p>
      </>
    );
  },
  why: (
    <>
      <p>The two rules differ in one factor:</p>
      <p>
        <Formula
          display
          tex={String.raw`\begin{aligned} \text{BP:}\quad \delta h_1 &= \delta z_2\, W_2^{\mathsf T} \\ \text{FA:}\quad \delta h_1 &= \delta z_2\, B_2 \end{aligned}`}
          plain="BP: δh₁ = δz₂ W₂ᵀ; FA: δh₁ = δz₂ B₂"
        />
      </p>
      <p>
        B₂ never changes, but W₂ does. While the output layer learns, it comes to agree with B₂: the network
        arranges itself so that the random wires carry useful blame. An update helps as long as it points less
        than 90° away from backpropagation’s. The next lesson shows how this comes about.
      </p>
      <p>
        Random wires solve weight transport. They do not solve the other problem: the hidden layer still waits
        for the error.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'What has to be transported in backpropagation?',
      answers: [
        'The training images, a second time',
        'The forward weights of every layer above the first, after every update',
        'The error, once per epoch',
      ],
      because:
        'The error itself has to travel in any rule. Only backpropagation also needs an exact, always fresh copy of the weights that it travels through. The first layer’s weights are not needed: nothing lies below them that learns.',
    },
    {
      question: 'Why can a hidden layer learn from random feedback?',
      answers: [
        'The forward weights above it come to agree with the random ones',
        'The random weights are trained too',
        'It does not learn: the output layer does all the work',
      ],
      because:
        'B is locked. It is W that moves, until the random wires deliver a signal within 90° of backpropagation’s. That the hidden layer does learn shows in the lesson before: the output layer alone gets far fewer digits right.',
    },
    {
      question: 'An angle of 90° between a rule’s update and backpropagation’s means …',
      answers: [
        'the rule learns as well as backpropagation',
        'the rule makes the loss grow',
        'the update is no help to that layer, on average',
      ],
      because:
        'Below 90° a small enough step lowers the loss, above 90° it raises it. At 90° it does neither, to first order.',
    },
  ],
};
