/**
 * The table of operations, the measures, short trainings and the golden runs on the GPU of this machine, in Node:
 * `npm run -s gpu`. Not part of the gate: it needs a package that the lab does not depend on (openGpu.ts says which, and where
 * it may lie).
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { startBackend } from '../src/cli/backend';
import type { Kernels } from '../src/core/kernels';
import { ruleIds } from '../src/core/rules';
import { GOLDEN_FOLDERS, goldenFiles } from '../src/core/run/trajectory/testSupport';
import { replayTrajectory } from '../src/core/run/trajectory/trajectory';
import { parseTrajectory, trajectoryConfig } from '../src/core/run/trajectory/trajectoryFile';
import { boundText } from './document';
import { compareMeasures, farOff } from './measures';
import { openGpu } from './openGpu';
import { check } from './operation';
import { cases } from './table';
import { compareTrainings } from './trainings';

const HELP = `Checks operations, measures, short trainings and golden runs on this machine's GPU.

  npm run -s gpu -- [--golden DIR] [--all]

  --golden DIR   golden runs to replay; by default those in golden, and further ones in ../shared/golden
  --all          prints every operation, not only those beyond their bound

Exit status: 0 all within their bounds; 1 something is not, or there is no GPU.`;

const BOUND = 1e-4;
const TRAINING_STEPS = 20;

/** Each prints its lines and returns how many are wrong. */
async function tellOperations(kernels: Kernels, all: boolean): Promise<number> {
  let wrong = 0;
  for (const one of cases) {
    const { operation, on, worst, violations } = await check(one, 'webgpu', kernels);
    const failed = violations.length > 0;
    if (failed) wrong += 1;
    if (failed || all)
      console.log(
        `${failed ? 'FAIL' : 'ok  '} ${operation}, ${on}: ${worst.toPrecision(3)} (${boundText(one.bounds.webgpu)})`,
      );
    for (const text of violations) console.log(`       ${text}`);
  }
  console.log(`operations: ${cases.length - wrong} of ${cases.length} within their bounds`);
  return wrong;
}

async function tellMeasures(kernels: Kernels): Promise<number> {
  const comparisons = await compareMeasures(kernels, 4000);
  for (const { what, found, exact } of comparisons)
    console.log(
      `${what}: ${found}, ${exact} in double precision (${((found - exact) / exact).toExponential(1)} apart)`,
    );
  const wrong = farOff(comparisons);
  for (const text of wrong) console.log(`FAIL ${text}`);
  return wrong.length;
}

async function tellTrainings(kernels: Kernels, plain: Kernels): Promise<number> {
  const comparisons = await compareTrainings(['webgpu', 'cpu'], [kernels, plain], TRAINING_STEPS);
  for (const { name, within, loss, array, repeats } of comparisons) {
    const parts = [`loss ${loss.toExponential(1)}`, `${array[0]} ${array[1].toExponential(1)}`];
    if (!repeats) parts.push('other bits the second time');
    console.log(`${within ? 'ok  ' : 'FAIL'} ${name}: ${parts.join(', ')}`);
  }
  const wrong = comparisons.filter(({ within }) => !within).length;
  console.log(`trainings: ${comparisons.length - wrong} of ${comparisons.length} as on plain JavaScript`);
  return wrong;
}

async function tellGoldenRuns(kernels: Kernels, folder: string | undefined): Promise<number> {
  const files = goldenFiles(folder === undefined ? GOLDEN_FOLDERS : [folder]);
  const rules = new Set<string>();
  let wrong = 0;
  for (const file of files) {
    const trajectory = parseTrajectory(JSON.parse(readFileSync(file, 'utf8')));
    const { rule } = trajectoryConfig(trajectory);
    const differences = await replayTrajectory(trajectory, kernels);
    const within = Object.values(differences).every((value) => value <= BOUND);
    if (!within) wrong += 1;
    rules.add(rule);
    const parts = Object.entries(differences).map(([field, value]) => `${field} ${value.toExponential(1)}`);
    console.log(`${within ? 'ok  ' : 'FAIL'} ${basename(file)}: ${parts.join(', ')}`);
  }
  console.log(
    `golden runs: ${files.length - wrong} of ${files.length} within ${BOUND}; ${rules.size} of ${ruleIds.length} rules`,
  );
  return wrong;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      golden: { type: 'string' },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const plain = await startBackend('cpu');
  const { kernels, adapter, problems } = await openGpu();
  console.log(`adapter: ${adapter}`);
  let wrong = await tellOperations(kernels, values.all);
  wrong += await tellMeasures(kernels);
  wrong += await tellTrainings(kernels, plain);
  wrong += await tellGoldenRuns(kernels, values.golden);
  for (const problem of problems) console.log(`WebGPU: ${problem}`);
  return wrong + problems.length > 0 ? 1 : 0;
}

main().then(
  // Dawn keeps a thread of its own alive.
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
