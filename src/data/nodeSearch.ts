/**
 * Searches a folder for files of public data sets by SHA-256: under any name, in any subfolder, gzipped or plain, also
 * inside archives. Node only.
 */
import type { Dirent, Stats } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { archiveKind, membersOf } from './fetch/archive';
import { formOf, identify } from './fetch/checksum';
import type { DataFile } from './spec';
import { commonNames, type Folder, type Form, folders as known, plainName } from './storage/folders';

/** Levels of subfolders: "MNIST/raw" is two. */
const MOST_DEPTH = 4;
/** Limits of files and bytes examined, so that searching a home folder ends. */
const MOST_FILES = 2000;
const MOST_BYTES = 2_000_000_000;
/** Size limit of one file; no set's file or archive is larger. */
const LARGEST = 256_000_000;

export interface FoundFile {
  readonly is: DataFile;
  readonly form: Form;
  readonly bytes: Uint8Array;
  /** Its path; for an archive's member, the archive's. */
  readonly path: string;
}

interface Candidate {
  readonly path: string;
  readonly bytes: number;
}

/** Normalises names: "Train-Images.idx3-ubyte (1).gz" → "train-images-idx3-ubyte" */
function plainestName(path: string): string {
  const name = plainName(basename(path).toLowerCase());
  return name
    .replace(/[ _-]*\(\d+\)(?=\.|$)/, '')
    .replace(/\.gz$/, '')
    .replace('.idx', '-idx');
}

const statOf = (path: string): Promise<Stats | undefined> => stat(path).catch(() => undefined);
const entriesOf = (dir: string): Promise<Dirent[]> => readdir(dir, { withFileTypes: true }).catch(() => []);

/** Files below a folder, breadth first. */
async function* filesBelow(
  dir: string,
  isLeftOut: (name: string) => boolean,
  seen = new Set<string>(),
  depth = 0,
): AsyncGenerator<Candidate> {
  // Symbolic links can form cycles.
  const real = await realpath(dir).catch(() => dir);
  if (seen.has(real)) return;
  seen.add(real);
  const below: string[] = [];
  for (const { name } of await entriesOf(dir)) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(dir, name);
    const found = await statOf(path);
    if (found?.isFile()) yield { path, bytes: found.size };
    else if (found?.isDirectory() && !isLeftOut(name)) below.push(path);
  }
  if (depth < MOST_DEPTH) for (const path of below) yield* filesBelow(path, isLeftOut, seen, depth + 1);
}

/** Order: files named like a wanted one, then archives and gzipped files, then the rest. */
function byPromise(wanted: readonly DataFile[]): (a: Candidate, b: Candidate) => number {
  const names = new Set(wanted.map(({ name }) => name.toLowerCase()));
  const rank = ({ path }: Candidate): number => {
    if (names.has(plainestName(path))) return 0;
    return /\.(gz|tgz|zip)$/i.test(path) ? 1 : 2;
  };
  return (a, b) => rank(a) - rank(b) || a.bytes - b.bytes;
}

async function candidates(
  dir: string,
  wanted: readonly DataFile[],
  isLeftOut: (name: string) => boolean,
): Promise<readonly Candidate[]> {
  const all: Candidate[] = [];
  for await (const one of filesBelow(dir, isLeftOut)) {
    if (one.bytes > 0 && one.bytes <= LARGEST) all.push(one);
    if (all.length === MOST_FILES) break;
  }
  return all.sort(byPromise(wanted));
}

/** The file's bytes, or an archive's members. */
async function contentsOf(path: string, wanted: readonly DataFile[]): Promise<readonly Uint8Array[]> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return [];
  const kind = archiveKind(path, bytes.subarray(0, 4));
  if (kind === undefined) return [bytes];
  const names = new Set(wanted.flatMap(commonNames));
  // Skip a damaged archive.
  const members = await membersOf(path, bytes, kind, names).catch(() => undefined);
  return [...(members?.values() ?? [])];
}

/**
 * Searches until all files of a data set are found. Skips folders named after other sets.
 * @param dir the folder to search
 */
export async function* searchFolder(
  dir: string,
  folder: Folder,
  wanted: readonly DataFile[],
  others: readonly Folder[] = known,
  signal?: AbortSignal,
): AsyncGenerator<FoundFile> {
  const names = new Set(others.map(({ name }) => name).filter((name) => name !== folder.name));
  const missing = new Set(wanted);
  let left = MOST_BYTES;
  for (const { path, bytes: size } of await candidates(dir, wanted, (name) =>
    names.has(name.toLowerCase()),
  )) {
    if (missing.size === 0) return;
    signal?.throwIfAborted();
    left -= size;
    if (left < 0) continue;
    for (const bytes of await contentsOf(path, [...missing])) {
      const sums = await identify(bytes);
      for (const is of [...missing]) {
        const form = formOf(is, sums);
        if (form === undefined) continue;
        missing.delete(is);
        yield { is, form, bytes, path };
      }
    }
  }
}
