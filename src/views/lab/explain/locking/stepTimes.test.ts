import { expect, it } from 'vitest';
import { againstBp, stagedRules } from './stepTimes';

it('compares the time of a step with BP’s, where that was measured', () => {
  const bp = { rule: 'bp', ms: 4 } as const;
  expect(againstBp(bp, [bp])).toBe('reference');
  expect(againstBp({ rule: 'dfa', ms: 3 }, [bp])).toMatch(/^25\s% less than BP$/);
  expect(againstBp({ rule: 'fa', ms: 5 }, [bp])).toMatch(/^25\s% more than BP$/);
  expect(againstBp({ rule: 'fa', ms: 4.01 }, [bp])).toBe('as BP');
  expect(againstBp({ rule: 'dfa', ms: 3 }, [])).toBe('');
});

it('names the rules whose runs have stages, each once', () => {
  const run = (rule: 'bp' | 'dfa' | 'pepita', lanes: number) => ({
    rule,
    trace: {
      ...({ type: 'trace', run: rule, step: 1, epoch: 1, ready: 0 } as const),
      lanes: Array.from({ length: lanes }, () => ({ works: [], seconds: new Float64Array(0) })),
    },
  });
  expect(stagedRules([run('bp', 2), run('bp', 2), run('pepita', 1), run('dfa', 3)])).toEqual(['bp', 'dfa']);
  expect(stagedRules([{ rule: 'bp' }])).toEqual([]);
});
