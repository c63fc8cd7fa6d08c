/**
 * The gate, `npm test`: every stage runs, also after a failed one; the last line is the sum.
 * `npm test -- lint unit` runs only the stages named.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { findBrowser } from './browser';
import { browserCounts, type Counts, judged, sentence, total, unitCounts } from './testReports';

interface Outcome extends Counts {
  /** Printed when something failed. */
  readonly output: string;
  /** Printed always. */
  readonly note?: string;
}

const root = resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'f3-lab-test-'));

const stages: Record<string, () => Promise<Outcome>> = {
  lint: () => check('biome', 'ci', '--colors=off', '--error-on-warnings', '--max-diagnostics=200', '.'),
  types: () => check('tsc', '-b'),
  boundaries: () => check('tsx', 'scripts/checkBoundaries.ts'),
  'dead-code': () => check('knip', '--no-progress', '--no-config-hints'),
  unit,
  browser,
};

/** A check without tests of its own counts as one. */
async function check(command: string, ...args: string[]): Promise<Outcome> {
  const { exitCode, output } = await run(command, args);
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, output };
}

async function unit(): Promise<Outcome> {
  const report = join(scratch, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { exitCode, output } = await run('vitest', ['run', ...reporters]);
  return { ...counted(report, unitCounts, exitCode), output };
}

async function browser(): Promise<Outcome> {
  const data = await prepareData();
  const report = join(scratch, 'browser.json');
  const { exitCode, output } = await run('playwright', ['test'], {
    PLAYWRIGHT_CHROMIUM: findBrowser(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    // The page is served what was put into public/data.
    F3_DATA: '',
  });
  return { ...counted(report, browserCounts, exitCode), output, note: data };
}

/** Sets that browser tests train on where they are; the others are tested without a page. */
const wanted = ['mnist', 'sgemm', 'wine-quality'];

/** Puts data sets where the page finds them, as far as this machine has them; never downloads. */
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

/** Runs a tool of this project; its output is kept for later. */
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

async function runStage(name: string, stage: () => Promise<Outcome>): Promise<Counts> {
  const started = performance.now();
  const outcome = await stage().catch(
    (reason: unknown): Outcome => ({ passed: 0, failed: 1, skipped: 0, output: String(reason) }),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${outcome.failed === 0 ? '✓' : '✗'} ${name.padEnd(10)} ${seconds.padStart(6)} s  ${sentence(outcome)}`,
  );
  if (outcome.note) console.log(`  ${outcome.note}`);
  if (outcome.failed > 0) console.log(`\n${outcome.output.trim()}\n`);
  return outcome;
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !(name in stages));
  if (unknown) throw new Error(`There is no stage "${unknown}": ${Object.keys(stages).join(', ')}.`);
  const results: Counts[] = [];
  for (const [name, stage] of Object.entries(stages))
    if (names.length === 0 || names.includes(name)) results.push(await runStage(name, stage));
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
