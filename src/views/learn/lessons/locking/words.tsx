import { percent } from '../../../../core/format';
import type { LessonWords } from '../../lesson';
import { DEPTH, slots } from './slots';

export const words: LessonWords = {
  title: 'Everybody waits',
  topic: 'Update locking',
  intro: (
    <>
      <p>
        Weight transport is about wires. The second problem is about time. In backpropagation layer 1 computes
        its activations, and then has nothing to do until the sample has gone all the way up, and its error
        all the way down again. Meanwhile it must keep its activations.
      </p>
      <p>
        That is <b>update locking</b>. FA has it too: new wires, same waiting. DFA halves it: no way down, but
        still the way up.
      </p>
      <p>
        All rules in the figure run on the same clock. Each row of a rule is a layer, each number a batch, and
        hatched means waiting. Move the slider and watch the rules at the bottom: whatever the depth, their
        layers wait for nothing.
      </p>
    </>
  ),
  question:
    'A layer that does not wait must learn before the network has answered, so before anyone knows the error. Can it learn anything?',
  options: {
    none: 'No: without an error it stays near 10 %',
    most: 'Yes, but it stays behind backpropagation',
    same: 'Yes, and just as well',
  },
  setup: 'digits, five hidden layers of 100, four epochs',
  happened: (outcome) => (
    <p>
      DRTP, which waits for nothing, gets {percent(outcome.accuracy('all', 'drtp'), 1)} of the test digits
      right. DFA, which waits for the output, gets {percent(outcome.accuracy('all', 'dfa'), 1)}, and BP, which
      waits for the way back as well, {percent(outcome.accuracy('all', 'bp'), 1)}.
    </p>
  ),
  why: (
    <>
      <p>
        Count the slots in a network of {DEPTH} layers. Until layer 1 may learn, BP and FA take {slots.bp}{' '}
        slots, DFA {slots.dfa}, DRTP and F³ {slots.drtp}. With each further layer the first two numbers grow,
        the third does not.
      </p>
      <p>
        A layer that does not wait can be a stage of a pipeline: it takes the next sample at once. It also
        needs to keep only one activation, because it is done with it by the time the next one comes.
      </p>
      <p>
        The price shows in the run. What can a layer be fed that is known before the network has answered?
        DRTP feeds it the label. The next lesson looks at what that is worth, and the one after it at
        something better.
      </p>
      <p>
        One caution: the figure is a model of who depends on whom. It says nothing about seconds: those of
        your own computer stand below it once you train in the Lab, under Explain. A graphics processor runs
        one layer at a time anyway, so the rules take about as long there. The gain is real where layers are
        separate hardware.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'Which rule is update-locked although it has no weight transport?',
      answers: ['BP', 'DRTP', 'FA'],
      because:
        'FA replaces the wires of the way back, not the way back itself. DFA is locked too, but only until the output is there.',
    },
    {
      question: 'What does update locking cost besides time?',
      answers: ['Accuracy', 'Memory: each layer keeps its activations until its error comes', 'Weights'],
      because:
        'The deeper the network, the longer the lower layers hold on to their activations, and the more batches are held at once if the work is pipelined.',
    },
  ],
};
