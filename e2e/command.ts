/** The command line, as `npm run lab` starts it. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleCommand } from '../scripts/commandBundle';

const root = resolve(import.meta.dirname, '..');
const folder = `dist.lab-${process.pid}`;
let bundle: Promise<string> | undefined;

/** Bundled by the first call: from its source it takes seconds to start each time. @returns what it prints */
export async function lab(...args: readonly string[]): Promise<string> {
  if (!bundle) process.once('exit', () => rmSync(join(root, folder), { recursive: true, force: true }));
  bundle ??= bundleCommand(root, folder);
  return execFileSync(process.execPath, [await bundle, ...args], { cwd: root, encoding: 'utf8' });
}
