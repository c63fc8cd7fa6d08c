import { expect, it } from 'vitest';
import { cosineOf } from './unit';

it('the cosine of an angle in degrees: exact at special angles, to seven decimals elsewhere', () => {
  expect([0, 60, 90, 120, 180].map(cosineOf)).toEqual([1, 0.5, 0, -0.5, -1]);
  for (let angle = 0; angle <= 180; angle += 0.37)
    expect(Math.abs(cosineOf(angle) - Math.cos((angle * Math.PI) / 180))).toBeLessThan(6e-8);
});
