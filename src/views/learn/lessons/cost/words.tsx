import { bytesText, count, percent, threeDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { LessonWords } from '../../lesson';
import { breakEven, bytesOf, operationsOf, savedOperations, timed } from './model';

function whenLess(): string {
  const depth = breakEven();
  if (depth === undefined) return 'At this width it never needs less than BP.';
  return `With layers of this width it needs less than BP from ${count(depth)} hidden layers on.`;
}

export const words: LessonWords = {
  title: 'What it costs',
  topic: 'Operations, memory, pipelines',
  intro: (
    <>
      <p>
        A rule without a backward pass sounds cheap. How cheap is it? Three accounts have to be kept apart:
        operations, memory and waiting.
      </p>
      <p>
        One training step has four parts: forward, finding δh for the hidden layers, the gradients of the
        weights, and the update. The rules differ in the second part alone. BP and FA take δh through every
        weight matrix. The direct rules multiply the error by a small B for each layer.
      </p>
      <p>
        The tables count both, for a network with three hidden layers of 200. They follow from formulas, not
        from a stopwatch.
      </p>
    </>
  ),
  question:
    'F³ drops the way back. Which share of backpropagation’s operations does it save in this network, per training step?',
  options: {
    none: 'Next to none, under 5 %',
    some: 'Some, 5 to 35 %',
    half: 'About half or more',
  },
  setup: 'digits, 784–200–200–200–10, two epochs each, one after the other, to measure the time',
  arms: Object.fromEntries(timed.map((id) => [id, rules[id].name])),
  happened: (outcome) => (
    <>
      <p>
        By the model F³ saves {percent(savedOperations(), 0)} of the operations. This computer took, for one
        epoch’s training:
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">operations per step</th>
            <th scope="col">seconds, measured</th>
          </tr>
        </thead>
        <tbody>
          {timed.map((rule) => (
            <tr key={rule}>
              <th scope="row">{rules[rule].name}</th>
              <td>{count(operationsOf(rule))}</td>
              <td>{threeDigits(outcome.seconds(rule, rule))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  ),
  why: (
    <>
      <p>
        Forward pass and gradients are the bulk, and no rule can do without them. What F³ saves is the product
        with the transposed weights, one of the three large products of each layer but the first. So the
        saving grows with depth, towards a third, and is next to nothing with a single hidden layer.
      </p>
      <p>
        <b>Memory</b> grows differently. A layer that learns on the way up need not keep its activations: here
        F³ holds {bytesText(bytesOf('f3-error').held)} of activations and δ, BP{' '}
        {bytesText(bytesOf('bp').held)}. But F³ pays with B and the error memory, one row per sample, and
        comes to {bytesText(bytesOf('f3-error').total)} in all. {whenLess()}
      </p>
      <p>
        <b>Waiting</b> is a matter of hardware. If every layer has a processor of its own, an unlocked rule
        keeps all of them busy. On a computer like this one, layers take turns anyway, and the table above
        shows what is left: a little less arithmetic.
      </p>
      <p>
        PEPITA shows the opposite: no backward pass, yet more operations, since the forward pass runs twice.
      </p>
    </>
  ),
  quiz: [
    {
      question: 'Which part of a step do direct rules make cheaper?',
      answers: ['Finding δh for the hidden layers', 'The forward pass', 'The gradients of the weights'],
      because: 'Once δh is known, every rule does the same: slope, inputs, update.',
    },
    {
      question: 'Why does F³ need less memory for activations than BP in a deep network?',
      answers: [
        'It uses single precision',
        'A layer has learned before the next one runs, so its activations can be let go',
        'It has fewer layers',
      ],
      because: 'BP must keep the activations of all layers until the error has come back to them.',
    },
  ],
};
