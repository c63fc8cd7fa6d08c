/** User messages for file system errors while writing. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bytesText as amount } from '../../core/format';

/** A local write error: retrying or another mirror would not help. */
export class DiskProblem extends Error {}

/** What is being written. `wayOut` is advice that begins with a verb: "name another folder with …". */
export interface Writing {
  readonly folder: string;
  readonly bytes?: number | undefined;
  readonly wayOut: string;
}

type Sentence = (writing: Writing) => string;
const room = ({ bytes }: Writing): string => (bytes === undefined ? 'space' : amount(bytes));
const full: Sentence = (writing) =>
  `the disk is full: nothing more can be written to ${writing.folder}. Free ${room(writing)} there, or ${writing.wayOut}`;
const forbidden: Sentence = ({ folder, wayOut }) =>
  `no permission to write to ${folder}. Allow it, or ${wayOut}`;
const noFolder: Sentence = ({ folder, wayOut }) =>
  `${folder} is not a folder, or is inside something that is not one. Move that away, or ${wayOut}`;

const sentences: Readonly<Record<string, Sentence>> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: ({ folder, wayOut }) =>
    `${folder} does not allow a file of this size. Raise the limit, or ${wayOut}`,
  EROFS: ({ folder, wayOut }) => `${folder} is on a read-only disk. Make it writable, or ${wayOut}`,
  EACCES: forbidden,
  EPERM: forbidden,
  ENOENT: ({ folder, wayOut }) =>
    `${folder} cannot be created, or was removed meanwhile. Create it, or ${wayOut}`,
  ENOTDIR: noFolder,
  EISDIR: ({ folder, wayOut }) =>
    `a folder is in the place of a file in ${folder}. Move it away, or ${wayOut}`,
  EEXIST: noFolder,
  EIO: ({ folder, wayOut }) => `the disk that holds ${folder} reports an I/O error. Check it, or ${wayOut}`,
};

/** @returns a message for a file system error; undefined for any other error */
export function diskProblem(reason: unknown, writing: Writing): DiskProblem | undefined {
  if (reason instanceof DiskProblem) return reason;
  const code = reason instanceof Error ? (reason as NodeJS.ErrnoException).code : undefined;
  const sentence = code === undefined ? undefined : sentences[code];
  return sentence && new DiskProblem(sentence(writing));
}

/** Runs work that only writes: open, write, rename and close can each report a full disk. @throws {DiskProblem} */
export async function onDisk<T>(work: Promise<T>, writing: Writing): Promise<T> {
  try {
    return await work;
  } catch (reason) {
    throw diskProblem(reason, writing) ?? reason;
  }
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/**
 * Replaces `mkdir` with `recursive`, which reports a read-only disk or an exhausted quota as a missing folder (Node 20)
 * and never returns below a folder where every new one is reported missing, such as /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (reason) {
    const { code } = reason as NodeJS.ErrnoException;
    const parent = dirname(path);
    if (code === 'ENOENT' && !(await isFolder(parent)) && parent !== path) {
      await makeFolder(parent);
      await makeFolder(path);
      // A read-only disk reports EROFS for an existing folder, too.
    } else if (!(await isFolder(path))) throw reason;
  }
}
