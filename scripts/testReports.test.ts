import { describe, expect, it } from 'vitest';
import { browserCounts, judged, sentence, total, unitCounts } from './testReports';

describe('unitCounts', () => {
  it('counts a file that does not load as one failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [1, 2, 3, 4, 5] },
        { status: 'failed', assertionResults: [1] },
        { status: 'failed', assertionResults: [] },
      ],
    };
    expect(unitCounts(JSON.stringify(report))).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });
});

describe('browserCounts', () => {
  it('counts errors outside of tests as failures', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 2 }, errors: [{ message: '' }] };
    expect(browserCounts(JSON.stringify(report))).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });
});

describe('judged', () => {
  it('is a failure when the runner fails without saying which test', () => {
    expect(judged({ passed: 3, failed: 0, skipped: 0 }, 1).failed).toBe(1);
    expect(judged({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2);
    expect(judged({ passed: 3, failed: 0, skipped: 0 }, 0).failed).toBe(0);
  });

  it('is a failure when nothing ran', () => {
    expect(judged({ passed: 0, failed: 0, skipped: 0 }, 0).failed).toBe(1);
  });
});

describe('the last line', () => {
  it('sums the stages', () => {
    const stages = [
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 20, failed: 1, skipped: 0 },
    ];
    expect(sentence(total(stages))).toBe('21 passed, 1 failed');
    expect(sentence({ passed: 2, failed: 0, skipped: 3 })).toBe('2 passed, 0 failed, 3 skipped');
  });
});
