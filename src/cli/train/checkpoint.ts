/** `--checkpoint FILE`: what was trained so far, written anew at each epoch's end. */
import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { DivergedEvent, SummaryEvent } from '../../core/run/events';
import type { RunId } from '../../core/run/spec';
import {
  type CheckpointFile,
  type Kept,
  type KeptRun,
  weightsOf,
  writeCheckpointFile,
} from '../../experiment/files/checkpointFile';
import { headerOf } from '../../experiment/files/safetensors';
import { diskProblem } from '../files/disk';
import { isFolder, otherKind } from '../files/regularFile';
import { readBytes, removeParts, writeWhole } from '../files/wholeFile';
import { UsageError } from '../usage';
import { seal } from './seal';

/** The file cannot be written any more: training ends, and what was trained is summed up. */
export class CheckpointProblem extends Error {
  override readonly name = 'CheckpointProblem';
}

/** Also a link that leads to nothing. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** What a link leads to: a file that takes its place would end it. */
const placeOf = (path: string): string => (existsSync(path) ? realpathSync(path) : resolve(path));

/** As it is typed in a shell. */
export const resumeOption = (path: string): string =>
  `--resume ${/^[\w./@%+=:,~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`}`;

export const isSameFile = (a: string, b: string): boolean => placeOf(a) === placeOf(b);

/** @throws {UsageError} where a new file cannot lie, and where one does that would be lost */
export function refuseTarget(path: string): void {
  if (path.trim() === '') throw new UsageError('--checkpoint: “” is not a file name. Name a new file.');
  const refuse = (problem: string) => new UsageError(`--checkpoint: “${path}” ${problem}`);
  const kind = otherKind(path);
  if (kind !== undefined) throw refuse(`is ${kind}, not a file. Name a new file.`);
  if (isThere(path) && !existsSync(path)) throw refuse('is a broken link. Remove it, or name a new file.');
  if (isThere(path))
    throw refuse(`already exists. Resume it with ${resumeOption(path)}, or name a new file.`);
  // A name with a slash behind it is a folder's.
  const folder = dirname(resolve(`${path}x`));
  if (!isFolder(folder))
    throw refuse(`cannot be written: there is no folder ${folder}. Create it, or name a file elsewhere.`);
}

export interface SavingOptions {
  readonly path: string;
  readonly file: CheckpointFile;
  /** The bytes that lie there, where training goes on with them. */
  readonly found?: Uint8Array;
  /** The file that training goes on from. */
  readonly from?: string;
}

/** What the file holds, run by run. What writes throws a `CheckpointProblem` where that fails. */
export interface Saving {
  readonly path: string;
  readonly from: string | undefined;
  readonly run: (id: RunId) => KeptRun | undefined;
  /** Before anything is trained; once. */
  readonly begin: () => Promise<void>;
  /** Whether the file lies there: training can go on from it. */
  readonly isKept: () => boolean;
  /** After an epoch. */
  readonly keep: (id: RunId, kept: Kept) => Promise<void>;
  /** The weights of its last epoch stay. */
  readonly end: (id: RunId, end: SummaryEvent | DivergedEvent) => Promise<void>;
  /** Where no run was left to begin: writes the file, unless it lies there. */
  readonly finish: () => Promise<void>;
}

export function createSaving({ path, file, found, from }: SavingOptions): Saving {
  const place = placeOf(path);
  const runs = new Map(file.runs.map((run) => [run.id, run]));
  /** How the file begins that lies there. */
  let header = found && headerOf(found);
  let begun = false;

  /** Another process trains to the same file, or it was put there by hand. */
  async function isForeign(): Promise<boolean> {
    // What a folder does in its place is told by the disk.
    if (!isThere(place) || otherKind(place) !== undefined) return false;
    if (header === undefined) return true;
    return !Buffer.from(await readBytes(place, header.length)).equals(header);
  }

  function problem(reason: unknown, bytes: number): CheckpointProblem {
    const folder = dirname(place);
    const told = diskProblem(reason, { folder, bytes, wayOut: 'name another file with --checkpoint' });
    const why = told?.message ?? (reason instanceof Error ? reason.message : String(reason));
    const kept =
      header && isThere(place)
        ? ` The previous checkpoint is intact: resume with ${resumeOption(path)}.`
        : '';
    return new CheckpointProblem(`--checkpoint: “${path}” cannot be written: ${why}.${kept}`);
  }

  async function write(): Promise<void> {
    const bytes = writeCheckpointFile({ ...file, runs: [...runs.values()] });
    seal(bytes);
    try {
      if (await isForeign())
        throw new CheckpointProblem(
          `--checkpoint: “${path}” was written by another process meanwhile and was left as it is. Use one process per file, or name another file.`,
        );
      await writeWhole(place, bytes);
      header = headerOf(bytes).slice();
    } catch (reason) {
      throw reason instanceof CheckpointProblem ? reason : problem(reason, bytes.length);
    }
  }

  async function put(run: KeptRun): Promise<void> {
    runs.set(run.id, run);
    await write();
  }
  const runOf = (id: RunId) => {
    const run = runs.get(id) as KeptRun;
    return { named: { id, rule: run.rule, seed: run.seed }, run };
  };
  async function begin(): Promise<void> {
    if (begun) return;
    await removeParts(place);
    await write();
    begun = true;
  }
  return {
    path,
    from,
    run: (id) => runs.get(id),
    isKept: () => header !== undefined,
    begin,
    finish: async () => {
      if (header === undefined) await begin();
    },
    keep: (id, kept) => put({ ...runOf(id).named, status: 'under way', kept }),
    end: (id, end) => {
      const { named, run } = runOf(id);
      if (end.type === 'diverged') return put({ ...named, status: 'diverged', end });
      const arrays = run.status === 'under way' ? weightsOf(run.kept.arrays) : {};
      return put({ ...named, status: 'done', end, arrays });
    },
  };
}
