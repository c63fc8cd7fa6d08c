import { expect, it } from 'vitest';
import { percentage, printed } from '../paper';
import { differenceOf, standardError } from './difference';

const measured = { epochs: 20, of: 100 };

it('the standard error of a difference of means, by hand', () => {
  // s₁²/n₁ = 9/9, s₂²/n₂ = 16/2: √(1 + 8) = 3.
  expect(standardError({ sd: 3, n: 9 }, { sd: 4, n: 2 })).toBe(3);
  // 97.16 ± 0.10 (10) and 96.95 ± 0.16 (3): √(0.001 + 0.0085333) = 0.0976388; −0.21/0.0976388 = −2.15078.
  const { value, errors, rounding } = differenceOf(percentage(97.16, 2, { sd: 0.1, n: 10 }), {
    ...{ ...measured, n: 3, mean: 0.9695, sd: 0.0016 },
  });
  expect(value).toBeCloseTo(-0.0021, 12);
  expect(errors).toBeCloseTo(-2.15078, 4);
  expect(rounding).toBe(false);
});

it('without a deviation there is none: one seed, none printed, or one printed as 0.00', () => {
  const one = { ...measured, n: 1, mean: 0.3 };
  const three = { ...measured, n: 3, mean: 0.3, sd: 0.01 };
  const without = [
    differenceOf(printed(0.14, 2, { sd: 0.01, n: 10 }), one),
    differenceOf(printed(0.14, 2), three),
    differenceOf(printed(0.14, 2, { sd: 0, n: 10 }), three),
  ];
  for (const difference of without) expect(difference).not.toHaveProperty('errors');
});

it('a difference of at most half a unit of the last printed digit may be rounding', () => {
  const of = (mean: number) => differenceOf(printed(0.14, 2), { ...measured, n: 1, mean }).rounding;
  expect([0.135, 0.145, 0.1451, 0.1349].map(of)).toEqual([true, true, false, false]);
  const share = (mean: number) => differenceOf(percentage(97, 0), { ...measured, n: 1, mean }).rounding;
  expect([0.965, 0.975, 0.9751].map(share)).toEqual([true, true, false]);
});
