import { describe, expect, it } from 'vitest';
import {
  browserCounts,
  browserTimes,
  judged,
  sentence,
  timeTable,
  total,
  unitCounts,
  unitTimes,
} from './testReports';

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
  it('is a failure if the runner fails without a failed test', () => {
    expect(judged({ passed: 3, failed: 0, skipped: 0 }, 1).failed).toBe(1);
    expect(judged({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2);
    expect(judged({ passed: 3, failed: 0, skipped: 0 }, 0).failed).toBe(0);
  });

  it('is a failure if no test ran', () => {
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

describe('times', () => {
  it('are those of each file, in seconds', () => {
    const testResults = [{ name: '/lab/src/a.test.ts', startTime: 1000, endTime: 3500 }];
    expect(unitTimes(JSON.stringify({ testResults }), '/lab')).toEqual([
      { file: 'src/a.test.ts', seconds: 2.5 },
    ]);
    const spec = (...durations: number[]) => ({
      tests: [{ results: durations.map((duration) => ({ duration })) }],
    });
    const suites = [
      { file: 'lab.spec.ts', specs: [spec(500), spec(250, 250)], suites: [{ specs: [spec(2000)] }] },
    ];
    expect(browserTimes(JSON.stringify({ suites }))).toEqual([{ file: 'lab.spec.ts', seconds: 3 }]);
  });

  it('are printed in a table with total counts and wall-clock time', () => {
    const stage = (name: string, seconds: number) => ({ name, seconds, passed: 2, failed: 0, skipped: 1 });
    expect(timeTable([stage('types', 26.24), stage('unit', 145)], 150).split('\n')).toEqual([
      'stage  seconds  passed  failed  skipped',
      'types     26.2       2       0        1',
      'unit     145.0       2       0        1',
      'all      150.0       4       0        2',
    ]);
  });
});
