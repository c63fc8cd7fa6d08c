import { percent } from '../../../../core/format';
import type { LessonWords } from '../../lesson';

export const words: LessonWords = {
  title: 'Which wires work?',
  topic: 'Initialising feedback',
  intro: (
    <>
      <p>
        The matrices B are drawn once and never learned. So the draw had better be good. What matters about
        it: fine shades, or only the signs? Every unit hearing of every class, or one is enough?
      </p>
      <p>Four draws of different coarseness, all for F³:</p>
      <ul>
        <li>Kaiming uniform: any number between two limits.</li>
        <li>Trinomial: −1, 0 or 1, each with equal chance.</li>
        <li>Binomial: 0 or 1, so no negative wires.</li>
        <li>±I: each unit is wired to one class alone, with +1 or −1.</li>
      </ul>
      <p>The figure shows F³ with a trinomial B. Choose another sample and see which of its entries count.</p>
    </>
  ),
  question: 'With which of the four will F³ learn well?',
  options: {
    all: 'With all of them: random is random',
    coarse: 'With Kaiming alone: the others are too coarse',
    signs: 'With Kaiming and trinomial',
  },
  setup: 'digits, 784–200–10, F³-Error, four epochs each',
  arms: {
    'kaiming-uniform': 'Kaiming',
    trinomial: 'trinomial',
    binomial: 'binomial',
    'plus-minus-identity': '±I',
  },
  happened: (outcome) => {
    const text = (init: string) => percent(outcome.accuracy(init, 'f3-error'), 1);
    return (
      <p>
        Kaiming {text('kaiming-uniform')}, trinomial {text('trinomial')}, binomial {text('binomial')}, ±I{' '}
        {text('plus-minus-identity')}.
      </p>
    );
  },
  why: (
    <>
      <p>
        Coarseness is no problem: −1, 0 and 1 do as well as any shade. That is good news for hardware, where
        such a wire takes two bits and no multiplication.
      </p>
      <p>
        <b>Binomial</b> fails because it has one sign only. The stored error of the right class is positive,
        whatever the class. Times a B without negative entries, it pushes all units in the same direction, for
        all classes. They cannot come apart, and they saturate: even what the random features knew of the
        digits is lost, so that the network does worse than with last layer only.
      </p>
      <p>
        <b>±I</b> fails because each unit hears of a single class. For the samples of all others it gets no
        push. It learns when to be active for its own class, with nothing to hold it back for the rest.
      </p>
      <p>
        So the rows of B, one per class, should point in clearly different directions, with both signs. Random
        rows of any symmetric distribution do that by themselves: in many dimensions, they are nearly at right
        angles.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'Why does binomial feedback fail?',
      answers: [
        'Its entries are too large',
        'It has one sign, so that all classes push the units the same way',
        'It has too many zeros',
      ],
      because: 'Trinomial feedback has zeros too, and entries as large. What it has in addition is −1.',
    },
    {
      question: 'What should the rows of B, one per class, be like?',
      answers: ['Equal', 'All positive', 'Different in direction, with both signs'],
      because:
        'A row is the pattern towards which its class pushes a layer. Classes can be told apart if patterns differ.',
    },
  ],
};
