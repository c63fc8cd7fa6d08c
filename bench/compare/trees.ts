/** Resolves versions of the project to folders: a checkout, or a commit in a temporary worktree. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Problem } from '../../scripts/problem';

export interface Tree {
  /** As the user named it. */
  readonly name: string;
  readonly folder: string;
  readonly remove: () => void;
}

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

const packages = (folder: string): string => readFileSync(join(folder, 'package-lock.json'), 'utf8');

/** A commit's worktree links to this checkout's packages, which must be the same. */
function checkOut(name: string, commit: string): Tree {
  const folder = mkdtempSync(join(tmpdir(), 'f3-compare-'));
  const remove = (): void => {
    git('worktree', 'remove', '--force', folder);
    rmSync(folder, { recursive: true, force: true });
  };
  git('worktree', 'add', '--detach', '--force', folder, commit);
  if (packages(folder) !== packages('.')) {
    remove();
    throw new Problem(
      `“${name}” has other packages than this checkout. Check it out, run npm ci there, and name that folder.`,
    );
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return { name, folder, remove };
}

/** @param name a folder with its packages, or a commit */
export function openTree(name: string): Tree {
  if (existsSync(join(name, 'package-lock.json')))
    return { name, folder: resolve(name), remove: () => undefined };
  let commit: string;
  try {
    commit = git('rev-parse', '--verify', '--quiet', `${name}^{commit}`);
  } catch {
    throw new Problem(`“${name}” is neither a commit nor a checkout. Name one, such as HEAD~3 or ../old.`);
  }
  return checkOut(name, commit);
}

/** A version may be older than a shape of this bench. @throws {Problem} naming those that it knows */
export async function checkShapes({ name, folder }: Tree, wanted: readonly string[]): Promise<void> {
  const file = join(folder, 'bench', 'shapes.ts');
  if (!existsSync(file)) throw new Problem(`“${name}” has no bench/shapes.ts, whose networks are timed.`);
  const { shapes } = (await import(pathToFileURL(file).href)) as {
    readonly shapes: readonly { readonly id: string }[];
  };
  const known = shapes.map(({ id }) => id);
  const missing = wanted.filter((id) => !known.includes(id));
  if (missing.length > 0)
    throw new Problem(
      `“${name}” does not know ${missing.join(', ')}. Choose with --shape from ${known.join(', ')}, comma-separated.`,
    );
}
