import { Formula } from '../../../../formula/Formula';
import type { ExerciseWords } from '../../exercise';

export const words: ExerciseWords = {
  title: 'Filed a day ago',
  topic: 'F³',
  intro: (
    <>
      <p>
        F³ feeds the same thing to every hidden layer, straight from a memory, before the network has
        answered. The memory has a row for each training sample. At each visit a sample takes its row out, and
        files a new one for its visit in the next epoch.
      </p>
      <p>
        Fill in what is fed, through which matrix, and what is filed. Check in epoch 1, and again later: a
        formula that is right at the start may not stay right.
      </p>
    </>
  ),
  blanks: {
    fed: 'What is fed to hidden layer i?',
    carrier: 'Through which matrix?',
    kept: 'What is filed for the next visit?',
  },
  equations: ['The delta of hidden layer i, before f′', 'What the memory files'],
  hints: [
    'The layer learns while the sample is on its way up: its answer of this epoch is not there yet, that of the last one is. And nothing may know the forward weights.',
    'The memory begins with y*. What is filed later must push the same way: for the right class it is positive.',
  ],
  why: (
    <>
      <p>
        <Formula
          display
          tex={String.raw`\begin{aligned} \delta h_i &= E_{t-1}\,B_i \\ E_t &= y^* - y \\ E_0 &= y^* \end{aligned}`}
          plain="δh_i = E_t−1 B_i, E_t = y* − y, E_0 = y*"
        />
      </p>
      <p>
        In epoch 1 no sample has been here before, and its row still holds the target. So y* gives the same
        numbers until epoch 2: F³ begins as DRTP. With the error of now in its place, the formula is that of
        DFA, and the layer must wait for the output.
      </p>
      <p>
        The opposite sign, y − y*, would turn every hidden layer round after epoch 1, since the targets of the
        start push the other way.
      </p>
    </>
  ),
  setup: 'digits, 784–40–30–10, tanh, the whole error filed',
};
