/**
 * The gate, `npm test`: runs every stage, also after a failed one, and prints the totals in the last line.
 * `npm test -- lint unit` runs only these stages.
 *
 * The stages of a group run in parallel; the browser tests run alone.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { findTestBrowser } from './browser';
import {
  browserCounts,
  browserTimes,
  type Counts,
  type FileTime,
  judged,
  type StageResult,
  sentence,
  timeTable,
  total,
  unitCounts,
  unitTimes,
} from './testReports';

interface Outcome extends Counts {
  /** Printed on failure. */
  readonly output: string;
  /** Lines that are printed always. */
  readonly notes?: readonly string[];
}

const root = resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'f3-lab-test-'));

type Stage = () => Promise<Outcome>;
/** Groups run in sequence. In a group the lists run in parallel, and the stages of a list in sequence. */
const groups: readonly (readonly Readonly<Record<string, Stage>>[])[] = [
  [
    {
      lint: () => check('biome', 'ci', '--colors=off', '--error-on-warnings', '--max-diagnostics=200', '.'),
      'dead-code': () => check('knip', '--no-progress', '--no-config-hints'),
      types: () => check('tsx', 'scripts/checkTypes.ts'),
      boundaries: () => check('tsx', 'scripts/checkBoundaries.ts'),
    },
    { unit },
  ],
  [{ browser }],
];
const stageNames = groups.flat().flatMap((lane) => Object.keys(lane));

/** A check without tests counts as one. */
async function check(command: string, ...args: string[]): Promise<Outcome> {
  const { exitCode, output } = await run(command, args);
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, output };
}

async function unit(): Promise<Outcome> {
  const report = join(scratch, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { exitCode, output } = await run('vitest', ['run', ...reporters]);
  return { ...counted(report, unitCounts, exitCode), output, notes: slowest(report, unitTimes) };
}

async function browser(): Promise<Outcome> {
  const data = await prepareData();
  const report = join(scratch, 'browser.json');
  const { exitCode, output } = await run('playwright', ['test'], {
    PLAYWRIGHT_CHROMIUM: findTestBrowser(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    // The page is served the files in public/data.
    F3_DATA: '',
  });
  return {
    ...counted(report, browserCounts, exitCode),
    output,
    notes: [data, ...slowest(report, browserTimes)],
  };
}

/** Data sets that browser tests use if available. */
const wanted = ['mnist', 'sgemm', 'wine-quality'];

/** Copies available data sets to public/data; never downloads. */
async function prepareData(): Promise<string> {
  const from = resolve(root, process.env.F3_DATA ?? '../shared/data');
  const there = wanted.filter((folder) => existsSync(join(from, folder)));
  if (there.length === 0 && process.env.F3_DATA)
    throw new Error(`F3_DATA is ${from}, which contains none of ${wanted.join(', ')}.`);
  for (const folder of there) {
    const { exitCode, output } = await run('tsx', ['scripts/data.ts', folder, '--from', from], {
      F3_DATA: '',
    });
    if (exitCode !== 0) throw new Error(`${folder} could not be copied from ${from}.\n${output}`);
  }
  const own = wanted.filter((folder) => existsSync(join(root, 'public/data', folder)));
  const missing = wanted.filter((folder) => !own.includes(folder));
  const skipped = missing.length > 0 ? `; tests with ${missing.join(', ')} are skipped` : '';
  return `Data: ${own.join(', ') || 'none'} in public/data${there.length > 0 ? `, from ${from}` : ''}${skipped}`;
}

function counted(report: string, read: (json: string) => Counts, exitCode: number): Counts {
  const counts = existsSync(report)
    ? read(readFileSync(report, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  return judged(counts, exitCode);
}

/** The slowest test files. */
function slowest(report: string, read: (json: string, root: string) => readonly FileTime[]): string[] {
  if (!existsSync(report)) return [];
  const times = [...read(readFileSync(report, 'utf8'), root)].sort((a, b) => b.seconds - a.seconds);
  return [
    `Slowest: ${times
      .slice(0, 5)
      .map(({ file, seconds }) => `${file} ${seconds.toFixed(0)} s`)
      .join(', ')}`,
  ];
}

/** Runs a tool of this project and captures its output. */
function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ exitCode: number; output: string }> {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  return new Promise((done, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: path, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      done({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}

const secondsSince = (started: number): number => (performance.now() - started) / 1000;

async function runStage(name: string, stage: Stage): Promise<StageResult> {
  const started = performance.now();
  const outcome = await stage().catch(
    (reason: unknown): Outcome => ({ passed: 0, failed: 1, skipped: 0, output: String(reason) }),
  );
  const seconds = secondsSince(started);
  console.log(`${outcome.failed === 0 ? '✓' : '✗'} ${name}, ${seconds.toFixed(1)} s: ${sentence(outcome)}`);
  for (const note of outcome.notes ?? []) console.log(`  ${note}`);
  if (outcome.failed > 0) console.log(`\n${outcome.output.trim()}\n`);
  return { ...outcome, name, seconds };
}

/** Runs the requested stages of a list in sequence. */
async function runLane(
  lane: Readonly<Record<string, Stage>>,
  wanted: ReadonlySet<string>,
): Promise<StageResult[]> {
  const results: StageResult[] = [];
  for (const [name, stage] of Object.entries(lane))
    if (wanted.has(name)) results.push(await runStage(name, stage));
  return results;
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !stageNames.includes(name));
  if (unknown) throw new Error(`There is no stage "${unknown}": ${stageNames.join(', ')}.`);
  const wanted = new Set(names.length > 0 ? names : stageNames);
  const started = performance.now();
  const results: StageResult[] = [];
  for (const group of groups)
    results.push(...(await Promise.all(group.map((lane) => runLane(lane, wanted)))).flat());
  console.log(`\n${timeTable(results, secondsSince(started))}\n`);
  const sum = total(results);
  console.log(sentence(sum));
  if (sum.failed > 0) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (reason) {
  console.error(reason instanceof Error ? reason.message : reason);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
