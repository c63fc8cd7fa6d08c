import { expect, it } from 'vitest';
import { againstBp } from './stepTimes';

it('compares the time of a step with BP’s, where that was measured', () => {
  const bp = { rule: 'bp', ms: 4 } as const;
  expect(againstBp(bp, [bp])).toBe('reference');
  expect(againstBp({ rule: 'dfa', ms: 3 }, [bp])).toMatch(/^25\s% less than BP$/);
  expect(againstBp({ rule: 'fa', ms: 5 }, [bp])).toMatch(/^25\s% more than BP$/);
  expect(againstBp({ rule: 'fa', ms: 4.01 }, [bp])).toBe('as BP');
  expect(againstBp({ rule: 'dfa', ms: 3 }, [])).toBe('');
});
