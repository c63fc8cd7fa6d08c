import { expect, it } from 'vitest';
import { stepText } from './stepText';

it('the text of a single step has its loss and the change of each layer', () => {
  const moved = { by: [0.626, 0.0707], of: [12.9, 1.81] };
  expect(stepText({ step: 121, loss: 2.3123, moved }, { stepsPerEpoch: 120 })).toBe(
    'Step 1 of 120: loss 2.31 on its batch. It moved W₁ by 0.626 (4.85\u202f%), W₂ by 0.0707 (3.91\u202f%).',
  );
  const deep = { by: Array(31).fill(0.5), of: Array(31).fill(1) };
  expect(stepText({ step: 3, loss: Number.NaN, moved: deep }, { stepsPerEpoch: 120 })).toMatch(
    /loss not a number on its batch\. It moved W₁ by .*, W₂ by .*, …, W₃₁ by 0\.500 \(50\.00.%\)\.$/,
  );
  expect(
    stepText({ step: 1, loss: 1, moved: { by: [0, null], of: [0, 1] } }, { stepsPerEpoch: 9 }),
  ).toContain('W₁ by 0.00, W₂ by NaN.');
});
