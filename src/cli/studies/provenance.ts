/** With what a study is recorded: version, commit, machine and day. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BackendId } from '../../core/run/backends';
import type { Provenance } from '../../experiment/results/record';
import { labVersion } from '../version';

/** The project's root. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What decides a curve. */
const SOURCES = ['src', 'wasm', 'package-lock.json'];

function git(...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** "unknown" outside a git checkout. */
function commitText(): string {
  const commit = git('rev-parse', 'HEAD')?.trim();
  const changes = git('status', '--porcelain', '--', ...SOURCES);
  if (commit === undefined || changes === undefined) return 'unknown';
  return changes === '' ? commit : `${commit} with changes`;
}

/** "AMD EPYC, 2 cores, Node 20.20.2" */
export function machineText(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() || process.arch;
  return `${model}, ${cores.length} cores, Node ${process.versions.node}`;
}

export const provenanceOf = (backend: BackendId): Provenance => ({
  lab: labVersion(),
  commit: commitText(),
  backend,
  machine: machineText(),
  date: new Date().toISOString().slice(0, 10),
});
