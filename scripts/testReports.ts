/** Parses the JSON reports of Vitest and Playwright into common counts. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of Vitest's JSON report (Jest's format) used here. */
interface UnitReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly UnitFile[];
}

interface UnitFile {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly unknown[];
  /** Milliseconds. */
  readonly startTime: number;
  readonly endTime: number;
}

/** The part of Playwright's JSON report used here. */
interface BrowserReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  /** Errors outside of tests: a file that does not load, a server that does not start. */
  readonly errors: readonly unknown[];
  readonly suites: readonly BrowserSuite[];
}

interface BrowserSuite {
  readonly file: string;
  readonly specs: readonly {
    /** Milliseconds. */
    readonly tests: readonly { readonly results: readonly { readonly duration: number }[] }[];
  }[];
  readonly suites?: readonly BrowserSuite[];
}

export interface FileTime {
  readonly file: string;
  readonly seconds: number;
}

export interface StageResult extends Counts {
  readonly name: string;
  readonly seconds: number;
}

export function unitCounts(json: string): Counts {
  const report = JSON.parse(json) as UnitReport;
  // A file that fails before its first test reports no tests.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export function browserCounts(json: string): Counts {
  const { stats, errors } = JSON.parse(json) as BrowserReport;
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/** @param root folder to which file paths are relative */
export function unitTimes(json: string, root: string): FileTime[] {
  const { testResults } = JSON.parse(json) as UnitReport;
  return testResults.map(({ name, startTime, endTime }) => ({
    file: name.replace(`${root}/`, ''),
    seconds: (endTime - startTime) / 1000,
  }));
}

export function browserTimes(json: string): FileTime[] {
  const milliseconds = ({ specs, suites = [] }: BrowserSuite): number =>
    specs
      .flatMap(({ tests }) => tests)
      .flatMap(({ results }) => results)
      .reduce((sum, { duration }) => sum + duration, 0) +
    suites.reduce((sum, one) => sum + milliseconds(one), 0);
  const { suites } = JSON.parse(json) as BrowserReport;
  return suites.map((suite) => ({ file: suite.file, seconds: milliseconds(suite) / 1000 }));
}

/** Counts a runner that failed, or ran nothing, as a failure even if its report has none. */
export function judged(counts: Counts, exitCode: number): Counts {
  const suspicious = exitCode !== 0 || counts.passed + counts.failed === 0;
  return suspicious && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function total(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => all.reduce((n, counts) => n + counts[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

export function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param whole wall-clock seconds of the gate; less than the sum, because stages run in parallel */
export function timeTable(stages: readonly StageResult[], whole: number): string {
  const rows = [
    ['stage', 'seconds', 'passed', 'failed', 'skipped'],
    ...[...stages, { name: 'all', seconds: whole, ...total(stages) }].map(
      ({ name, seconds, passed, failed, skipped }) =>
        [name, seconds.toFixed(1), passed, failed, skipped].map(String),
    ),
  ];
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  const cell = (text: string, i: number) =>
    i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0);
  return rows.map((row) => row.map(cell).join('  ')).join('\n');
}
