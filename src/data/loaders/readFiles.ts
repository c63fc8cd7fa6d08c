/** Reads all files of a set, or throws with the names of those that are missing. */
import { type DataFile, DataProblem, type DatasetSpec, type LoadContext } from '../spec';

type Files = Pick<DatasetSpec, 'name' | 'folder' | 'files'>;
type Shown = (file: DataFile) => string;

const words = [
  '',
  'the file',
  'both files',
  'the three files',
  'the four files',
  'the five files',
  'the six files',
];

/** How to get the right file, to append to a message. */
export const wayOut = (folder: string): string =>
  `Download it again with \`npm run data -- ${folder}\`, or choose the right file.`;

/** One file's bytes, packed or plain; undefined if missing. */
export async function readFile(
  read: LoadContext['read'],
  { name }: DataFile,
): Promise<Uint8Array | undefined> {
  return (await read(`${name}.gz`)) ?? (await read(name));
}

/** Names missing files of a set; the others have not been checked. */
export class MissingFiles extends DataProblem {
  constructor(
    title: string,
    detail: string,
    readonly missing: readonly DataFile[],
  ) {
    super(title, detail);
  }
}

export function missingProblem(
  { name, folder, files }: Files,
  missing: readonly DataFile[],
  shown: Shown = (file) => file.name,
): MissingFiles {
  const absent = new Set(missing.map((file) => file.name));
  const there = files.filter((file) => !absent.has(file.name)).map(shown);
  return new MissingFiles(
    there.length === 0 ? `${name} is not here yet.` : `${name} is not complete.`,
    `Missing: ${missing.map(shown).join(', ')}. There: ${there.join(', ') || 'none of its files'}. ` +
      `Run \`npm run data -- ${folder}\`, or choose ${words[files.length] ?? 'its files'} on this computer.`,
    missing,
  );
}

/**
 * Files in the order of the set's `files`.
 * @throws {DataProblem} naming every file that is missing
 */
export async function readFiles(
  set: Files,
  read: LoadContext['read'],
  shown?: Shown,
): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  const missing: DataFile[] = [];
  for (const file of set.files) {
    const bytes = await readFile(read, file);
    if (bytes === undefined) missing.push(file);
    else found.push(bytes);
  }
  if (missing.length > 0) throw missingProblem(set, missing, shown);
  return found;
}
