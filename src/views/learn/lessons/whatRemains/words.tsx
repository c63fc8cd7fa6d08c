import { percent } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { LessonWords } from '../../lesson';

const shown = ['bp', 'dfa', 'f3-error', 'drtp'] as const;

export const words: LessonWords = {
  title: 'What remains',
  topic: 'Accuracy, convolutions, spikes, Dale’s law',
  intro: (
    <>
      <p>
        You have met rules that transport no weights and rules that wait for nothing. The figure puts them
        side by side once more. Is the problem solved, then? No. Four things remain.
      </p>
      <p>
        <b>Accuracy.</b> On digits the distance to backpropagation is a few points. On harder tasks it can be
        wide.
      </p>
      <p>
        <b>Convolutions.</b> A convolution uses the same few weights at every place of an image. Random
        feedback would have to align with that repeated pattern, and it does so badly. Networks of
        convolutions trained by FA or DFA stay far behind.
      </p>
      <p>
        <b>Spikes.</b> Neurons send pulses in time, not numbers. Rules like DRTP were made with such hardware
        in mind, but the step from one to the other is no small one.
      </p>
      <p>
        <b>Dale’s law.</b> A neuron excites or inhibits all others that it reaches; its wires have one sign.
        Our matrices mix signs freely, and lesson 8 showed what becomes of F³ when they may not.
      </p>
    </>
  ),
  question:
    'Two spirals, wound around each other, two inputs. Backpropagation parts them. Will all of the others, too?',
  options: {
    all: 'Yes: with time all of them get there',
    some: 'No: at least one stays well behind',
  },
  setup: 'spirals, 2–50–50–2, sixty epochs',
  happened: (outcome) => (
    <ul>
      {shown.map((rule) => (
        <li key={rule}>
          {rules[rule].name}: {percent(outcome.accuracy('all', rule), 1)}
        </li>
      ))}
    </ul>
  ),
  why: (
    <>
      <p>
        Digits are kind: random features of an image already say much about it, and the hidden layers only
        have to improve on them. The spirals are not. No single feature says on which arm a point lies, so the
        hidden layers must find one, and refine it where it is still wrong.
      </p>
      <p>
        For that a layer has to know <i>where</i> it is still wrong. An error tells it, and even an error that
        is a day old. A label cannot: it pushes as hard where all is well. On digits this cost DRTP a few
        points; here it costs nearly everything.
      </p>
      <p>
        So when you read that a rule “works without backpropagation”, ask four questions. On which data?
        Compared with what, and was last layer only among it? At which learning rate, and was it chosen for
        each rule? Which lock is open, and at what price in accuracy?
      </p>
      <p>
        Nobody knows yet how brains assign credit. What this field has shown is that exact copies of weights
        are not necessary, and that waiting is not, either. That was not clear at all before it was tried.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'Why are convolutions hard for random feedback?',
      answers: [
        'They have too many weights',
        'Their weights repeat at every place, and random feedback cannot align with that',
        'They cannot be trained by gradients',
      ],
      because:
        'A dense layer has enough freedom to rearrange itself around B. A convolution’s shared weights have not.',
    },
    {
      question: 'A paper reports 95 % on MNIST without backpropagation. What do you ask first?',
      answers: [
        'How well the same network does with last layer only and with BP',
        'How many parameters it has',
        'Which framework it uses',
      ],
      because:
        'The two frame the result: what hidden layers can add at all, and how much of it the rule gets.',
    },
  ],
};
