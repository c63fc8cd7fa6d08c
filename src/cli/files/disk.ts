/** Why a disk takes no more, in words for the person. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bytesText as amount } from '../../core/format';

/** The disk's fault, not the source's: another mirror, another attempt would end in the same way. */
export class DiskProblem extends Error {}

/** What was to be written, and where to go when it cannot be: `wayOut` begins with a verb, "name another folder with …". */
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

/** @returns what the disk's refusal means; undefined where something else went wrong */
export function diskProblem(reason: unknown, writing: Writing): DiskProblem | undefined {
  if (reason instanceof DiskProblem) return reason;
  const code = reason instanceof Error ? (reason as NodeJS.ErrnoException).code : undefined;
  const sentence = code === undefined ? undefined : sentences[code];
  return sentence && new DiskProblem(sentence(writing));
}

/** Work that only writes: opening, writing, renaming and closing all may tell of a full disk. @throws {DiskProblem} */
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
 * As `mkdir` with `recursive`, which tells of a read-only disk or a used-up quota as of a missing folder (Node 20), and
 * never ends below a folder that says of every new one that it is missing, as /proc does.
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
      // A read-only disk says EROFS of a folder that is there, too.
    } else if (!(await isFolder(path))) throw reason;
  }
}
