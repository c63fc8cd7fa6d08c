import { degrees, percent } from '../../../../core/format';
import { Formula } from '../../../formula/Formula';
import type { LessonWords } from '../../lesson';
import { layerAngle } from '../../prediction';
import { gapClosed } from './gap';

export const words: LessonWords = {
  title: 'A day late',
  topic: 'F³ and the error memory',
  intro: (
    <>
      <p>
        The error of a sample comes too late for a layer that will not wait. But training sees each sample
        many times, once per epoch. So the error of the <i>last</i> time is at hand.
      </p>
      <p>
        That is the idea of <b>F³</b>, feed-forward with delayed feedback. Each sample’s error is filed when
        it leaves the network. When the sample returns an epoch later, the filed error is taken out and fed to
        every layer on the way up. Nobody waits, and nothing is transported.
      </p>
      <p>
        The drawer in the figure is that file: one row per sample, one column per class. In the first epoch
        there are no errors yet, and F³ uses the labels: epoch 1 of F³ <i>is</i> DRTP.
      </p>
    </>
  ),
  question:
    'The error is one epoch old, and the network has changed since. How much of the gap between DRTP and DFA will it close?',
  options: {
    nothing: 'Next to nothing: it is out of date',
    part: 'A part of it',
    all: 'Nearly all of it',
  },
  setup: 'digits, 784–200–10, six epochs',
  happened: (outcome) => (
    <>
      <p>
        DRTP ends at {percent(outcome.accuracy('all', 'drtp'), 1)}, F³ at{' '}
        {percent(outcome.accuracy('all', 'f3-error'), 1)}, DFA at {percent(outcome.accuracy('all', 'dfa'), 1)}
        : F³ closes {percent(gapClosed(outcome), 0)} of the gap.
      </p>
      <p>
        After epoch 1 the lines of F³ and DRTP are in the same place:{' '}
        {percent(outcome.accuracyAt('all', 'f3-error', 1), 2)} and{' '}
        {percent(outcome.accuracyAt('all', 'drtp', 1), 2)}. At the end the angles to backpropagation are{' '}
        {degrees(layerAngle(outcome, 'all', 'f3-error', 1))} for F³ and{' '}
        {degrees(layerAngle(outcome, 'all', 'drtp', 1))} for DRTP.
      </p>
    </>
  ),
  why: (
    <>
      <p>The three rules are one rule that is fed three things:</p>
      <p>
        <Formula
          display
          tex={String.raw`\begin{aligned} \text{DRTP:}\quad \delta h_i &= y^*\, B_i \\ \text{F}^3\text{:}\quad \delta h_i &= e_{t-1}\, B_i \\ \text{DFA:}\quad \delta h_i &= e_t\, B_i \end{aligned}`}
          plain="DRTP: δh_i = y* B_i; F³: δh_i = e_{t−1} B_i; DFA: δh_i = e_t B_i"
        />
      </p>
      <p>
        What does the old error know that the label does not? Above all which samples were still wrong. A
        sample that was right a day ago pushes little, one that was wrong pushes hard. Most samples that were
        wrong yesterday are hard today, too.
      </p>
      <p>
        The lab’s default keeps one number of the error, that of the right class (<i>one-hot</i>). Whether the
        whole vector is better depends on the depth: lesson 14. The memory costs one row per sample, which is
        little beside the training set itself.
      </p>
      <p>
        The variant F³-Loss stores the gradient of the loss instead. With cross-entropy and one number that is
        1/y of the right class, times a constant, and never falls below that constant: a sample that is right
        goes on pushing like its label, as in DRTP. F³-Error’s number, 1 − y, goes to 0.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'What is F³ in its first epoch?',
      answers: ['DFA', 'DRTP', 'Last layer only'],
      because:
        'No sample has been seen before, so the memory begins with the labels, e₀ = y*. That is what DRTP uses.',
    },
    {
      question: 'What exactly does F³ need to store?',
      answers: [
        'An error per training sample',
        'All activations of an epoch',
        'A copy of the weights from last epoch',
      ],
      because:
        'Only the error, at most one number per class. Neither activations nor weights of the last epoch are needed again.',
    },
    {
      question: 'F³ is fed the current error instead of the old one. Which rule is that?',
      answers: ['BP', 'FA', 'DFA'],
      because: 'With e_t in place of e_{t−1} the formula is that of DFA, and the waiting is back.',
    },
  ],
};
