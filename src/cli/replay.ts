/** `npm run -s replay -- FILE...`: replays trajectories and prints the largest difference per field. */
import { readFile } from 'node:fs/promises';
import { twoDigits } from '../core/format';
import type { Kernels } from '../core/kernels';
import { backendIds } from '../core/run/backends';
import { replayTrajectory } from '../core/run/trajectory/trajectory';
import { MissingFeature, parseTrajectory } from '../core/run/trajectory/trajectoryFile';
import { parseOnce } from './arguments';
import { startBackend } from './backend';
import { printLine, watchOutput } from './files/output';
import { plain } from './plain';

const BOUND = 1e-4;
const HELP = `Replays trajectories and prints the largest absolute difference per field.

  npm run -s replay -- [--backend wasm|wasm-fma|cpu] FILE...

Exit status: 0 all within ${BOUND}; 1 a difference is larger or a file cannot be read;
2 a file needs a feature, or expects a field, that does not exist here yet (its name is printed).

The repository's own: npm run -s replay -- golden/*.json`;

/** Exit status 0, 1 or 2; see the help. */
async function replayFile(file: string, kernels: Kernels): Promise<number> {
  try {
    const trajectory = parseTrajectory(JSON.parse(await readFile(file, 'utf8')));
    const differences = await replayTrajectory(trajectory, kernels);
    const parts = Object.entries(differences).map(([field, value]) => `${field} ${twoDigits(value)}`);
    const within = Object.values(differences).every((value) => value <= BOUND);
    printLine(`${within ? 'ok  ' : 'FAIL'} ${trajectory.name ?? file}: ${parts.join(', ')}`);
    return within ? 0 : 1;
  } catch (error) {
    if (error instanceof MissingFeature) {
      printLine(`none ${file}: this engine has no ${error.message} yet`);
      return 2;
    }
    console.error(plain(`${file}: ${error instanceof Error ? error.message : error}`));
    return 1;
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseOnce({
    allowPositionals: true,
    options: { backend: { type: 'string', default: 'wasm' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help || positionals.length === 0) {
    printLine(HELP);
    return values.help ? 0 : 1;
  }
  const backend = backendIds.find((id) => id === values.backend && id !== 'webgpu');
  if (backend === undefined)
    throw new Error(`--backend: “${values.backend}” is not known. Choose wasm, wasm-fma or cpu.`);
  const kernels = await startBackend(backend);
  const results: number[] = [];
  for (const file of positionals) results.push(await replayFile(file, kernels));
  // A wrong number is worse than a missing feature.
  return results.includes(1) ? 1 : Math.max(...results);
}

watchOutput();
main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
