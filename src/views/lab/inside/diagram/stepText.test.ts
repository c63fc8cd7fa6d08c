import { expect, it } from 'vitest';
import { stepText } from './stepText';

it('the text of a single step has its loss and the change of each layer', () => {
  const moved = { first: 1, by: [0.626, 0.0707], of: [12.9, 1.81] };
  expect(stepText({ step: 121, loss: 2.3123, moved }, { stepsPerEpoch: 120 })).toBe(
    'Step 1 of 120: loss 2.31 on its batch. It moved W₁ by 0.626 (4.85\u202f%), W₂ by 0.0707 (3.91\u202f%).',
  );
  const deep = { first: 1, by: Array(31).fill(0.5), of: Array(31).fill(1) };
  expect(stepText({ step: 3, loss: Number.NaN, moved: deep }, { stepsPerEpoch: 120 })).toMatch(
    /loss not a number on its batch\. It moved W₁ by .*, W₂ by .*, …, W₃₁ by 0\.500 \(50\.00.%\)\.$/,
  );
  expect(
    stepText({ step: 1, loss: 1, moved: { first: 1, by: [0, null], of: [0, 1] } }, { stepsPerEpoch: 9 }),
  ).toContain('W₁ by 0.00, W₂ by NaN.');
});

it('names only the layers that learn in the run’s own worker', () => {
  const moved = { first: 3, by: [0.5, 0.25], of: [1, 1] };
  expect(stepText({ step: 1, loss: 1, moved }, { stepsPerEpoch: 9 })).toBe(
    'Step 1 of 9: loss 1.00 on its batch. It moved W₃ by 0.500 (50.00\u202f%), W₄ by 0.250 (25.00\u202f%). The layers below learn in other workers: not measured.',
  );
});
