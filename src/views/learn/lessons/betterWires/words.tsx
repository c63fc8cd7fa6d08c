import { degrees, percent } from '../../../../core/format';
import type { LessonWords } from '../../lesson';
import { layerAngle } from '../../prediction';

export const words: LessonWords = {
  title: 'Better wires, worse learning',
  topic: 'Wires against freshness',
  intro: (
    <>
      <p>
        F³ gets two things wrong at once. Its wires are random, and its error is a day old. Which of the two
        costs more? Take them apart: give F³ the exact wires, Wᵀ copied before every step, and leave the error
        old.
      </p>
      <p>
        This is no rule that anybody would use. It transports weights, and F³ was made to avoid that. But it
        is the way to ask the question: change one thing at a time.
      </p>
      <p>
        The effect needs a real data set. So what plays here is recorded: MNIST, three seeds, run with this
        lab. The same experiment is open to you in the Lab.
      </p>
    </>
  ),
  question:
    'F³’s random wires are replaced by backpropagation’s own. The angle to backpropagation gets much smaller. What about the accuracy?',
  options: {
    better: 'It rises: the update is closer to the true gradient',
    same: 'It stays where it was, within half a point',
    worse: 'It falls',
  },
  setup: 'recorded: MNIST, 784–500–10, whole error vector, mean of three seeds',
  arms: { random: 'B random', exact: 'B = Wᵀ, copied' },
  happened: (outcome) => {
    const text = (arm: string, rule: 'bp' | 'dfa' | 'f3-error') => percent(outcome.accuracy(arm, rule), 1);
    const angle = (arm: string) => degrees(layerAngle(outcome, arm, 'f3-error', 1));
    return (
      <>
        <p>
          The angle of F³ went from {angle('random')} with random wires to {angle('exact')} with exact ones.
          Its accuracy went from {text('random', 'f3-error')} to {text('exact', 'f3-error')}.
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">Wires</th>
              <th scope="col">error now</th>
              <th scope="col">error of last epoch</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">random B</th>
              <td>{text('random', 'dfa')} (DFA)</td>
              <td>{text('random', 'f3-error')} (F³)</td>
            </tr>
            <tr>
              <th scope="row">B = Wᵀ</th>
              <td>
                {text('exact', 'dfa')}; BP {text('random', 'bp')}
              </td>
              <td>{text('exact', 'f3-error')}</td>
            </tr>
          </tbody>
        </table>
      </>
    );
  },
  why: (
    <>
      <p>
        Read the table by rows and by columns. With a fresh error, good wires help a little. With an old
        error, they do harm. So the distance from F³ to backpropagation is the price of the error’s age, not
        of its wires.
      </p>
      <p>
        Why harm? The cause is not settled. One reading: think of an old error as feedback with a delay. Exact
        wires pass it on at full strength, to every weight, in just the direction that <i>was</i> right. By
        then the network has moved, and the correction comes twice. Random wires pass on less, and overshoot
        less.
      </p>
      <p>
        Whatever the cause, the lesson is about measures. A smaller angle to backpropagation means a better
        update at this moment. Between rules that are fed different things, it does not say who learns better.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'What is it that holds F³ back, according to the table?',
      answers: ['Its random wires', 'The age of its error', 'The number of its weights'],
      because:
        'The columns differ more than the rows. With the same random wires and a fresh error (DFA) the gap nearly closes.',
    },
    {
      question: 'Rule A has an angle of 40° to backpropagation, rule B one of 65°. What follows?',
      answers: [
        'A learns better',
        'B learns better',
        'A’s step is closer to the gradient at this moment, and no more than that',
      ],
      because:
        'F³ with exact wires has the smaller angle and the lower accuracy. An angle compares one step, not a training.',
    },
  ],
};
