/** `--checkpoint FILE`: the training so far, rewritten at the end of each epoch. */
import { existsSync, realpathSync } from 'node:fs';
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
import { isThere, refuseTaken } from '../files/newFile';
import { otherKind } from '../files/regularFile';
import { readBytes, removeParts, writeAtomically } from '../files/writeAtomically';
import { writeChecksum } from './fileChecksum';

/** The file can no longer be written: training stops, and the summary is printed. */
export class CheckpointProblem extends Error {
  override readonly name = 'CheckpointProblem';
}

/** Resolves a link: replacing the link itself would remove it. */
const placeOf = (path: string): string => (existsSync(path) ? realpathSync(path) : resolve(path));

/** Quoted for a shell. */
export const resumeOption = (path: string): string =>
  `--resume ${/^[\w./@%+=:,~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`}`;

export const isSameFile = (a: string, b: string): boolean => placeOf(a) === placeOf(b);

/** @throws {UsageError} if the file cannot be created there, or would overwrite an existing one */
export const refuseTarget = (path: string): void =>
  refuseTaken('checkpoint', path, `Resume it with ${resumeOption(path)}, or name a new file.`);

export interface SavingOptions {
  readonly path: string;
  readonly file: CheckpointFile;
  /** Contents of the existing file, when resuming from it. */
  readonly found?: Uint8Array;
  /** The file to resume from. */
  readonly from?: string;
}

/** The runs in the file. Methods that write throw a `CheckpointProblem` on failure. */
export interface Saving {
  readonly path: string;
  readonly from: string | undefined;
  readonly run: (id: RunId) => KeptRun | undefined;
  /** Called once, before training. */
  readonly begin: () => Promise<void>;
  /** Whether the file exists, so that training can be resumed. */
  readonly isKept: () => boolean;
  /** After an epoch. */
  readonly keep: (id: RunId, kept: Kept) => Promise<void>;
  /** Stores the end of a run; its last weights are kept. */
  readonly end: (id: RunId, end: SummaryEvent | DivergedEvent) => Promise<void>;
  /** If no run was left to train: writes the file, unless it exists. */
  readonly finish: () => Promise<void>;
}

export function createSaving({ path, file, found, from }: SavingOptions): Saving {
  const place = placeOf(path);
  const runs = new Map(file.runs.map((run) => [run.id, run]));
  /** The header of the existing file. */
  let header = found && headerOf(found);
  let begun = false;

  /** Another process writes to the same file, or a person replaced it. */
  async function isOverwritten(): Promise<boolean> {
    // If a folder is in its place, writing reports that.
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
    writeChecksum(bytes);
    try {
      if (await isOverwritten())
        throw new CheckpointProblem(
          `--checkpoint: “${path}” was meanwhile written by another process, and was left unchanged. Use one process per file, or name another file.`,
        );
      await writeAtomically(place, bytes);
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
      if (run.status !== 'under way') return put({ ...named, status: 'done', end, arrays: {} });
      const { arrays, state } = run.kept;
      return put({ ...named, status: 'done', end, feedback: state.feedback, arrays: weightsOf(arrays) });
    },
  };
}
