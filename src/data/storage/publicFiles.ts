/** Recognises dropped or chosen files of public data sets, and stores them. */
import { bytesText as amount } from '../../core/format';
import { archiveKind, membersOf } from '../fetch/archive';
import { identify, wrongWith } from '../fetch/checksum';
import { isGzip } from '../fetch/gunzip';
import { bySum } from '../fetch/recognise';
import { missingIn, readFrom } from '../fetch/sources';
import { MissingFiles, missingProblem } from '../loaders/readFiles';
import { type DataFile, DataProblem, type LoadContext } from '../spec';
import { storeFile } from './fileStore';
import { commonNames, type Folder, type Form, folders as known, nameIn, plainName, specOf } from './folders';

/** A file of a public data set. */
export interface DatasetFile {
  readonly file: File;
  readonly is: DataFile;
  /** By its SHA-256; undefined when only its name matches. */
  readonly form: Form | undefined;
}

export interface Recognised {
  /** By folder name. */
  readonly folders: ReadonlyMap<string, readonly DatasetFile[]>;
  /** Files of no public data set. */
  readonly strangers: readonly File[];
  /** Why archives could not be opened; those are among `strangers`, too. */
  readonly problems: readonly DataProblem[];
}

/** Bytes; larger than any file or archive of a public set. */
const MOST_BYTES = 256_000_000;

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new DataProblem('This file cannot be read.', `${file.name} was moved or changed. Select it again.`);
  }
}

class BrokenArchive extends DataProblem {}

/**
 * Known files in a downloaded archive; none if the file is not an archive.
 * @throws {DataProblem} if it is damaged or too large
 */
async function insideOf(file: File, bytes: Uint8Array, folders: readonly Folder[]): Promise<readonly File[]> {
  const kind = archiveKind(file.name, bytes.subarray(0, 4));
  if (kind === undefined) return [];
  const names = new Set(folders.flatMap(({ files }) => files.flatMap(commonNames)));
  const members = await membersOf(file.name, bytes, kind, names).catch((reason: unknown) => {
    throw new BrokenArchive(
      'This archive cannot be opened.',
      `${file.name} (${amount(file.size)}): ${reasonOf(reason)}. Download it again, or unpack it and drop the files that it contains.`,
    );
  });
  return [...members].map(([name, member]) => new File([member as Uint8Array<ArrayBuffer>], name));
}

const reasonOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

interface Belonging extends DatasetFile {
  readonly folder: Folder;
}

async function sureOf(
  file: File,
  bytes: Uint8Array,
  folders: readonly Folder[],
): Promise<Belonging | undefined> {
  const sure = bySum(await identify(bytes), folders);
  return sure && { file, ...sure };
}

/**
 * Matches by name: a damaged or different edition of a published file. A `.csv` never matches, since anyone may use
 * that name; it is imported instead.
 * @param others folders of files dropped together with this one, because two sets share file names
 */
function byName(file: File, folders: readonly Folder[], others: ReadonlySet<Folder>): Belonging | undefined {
  const name = plainName(file.name);
  if (name.endsWith('.csv')) return undefined;
  const named = folders.flatMap((folder) =>
    folder.files.filter((is) => is.name === name).map((is) => ({ file, folder, is, form: undefined })),
  );
  return named.find(({ folder }) => others.has(folder)) ?? named[0];
}

/** Matches by checksum, also inside archives. @returns nothing if no published file matches @throws {DataProblem} */
async function byBytes(file: File, folders: readonly Folder[]): Promise<readonly Belonging[]> {
  if (file.size > MOST_BYTES) return [];
  const bytes = await bytesOf(file);
  const members = await insideOf(file, bytes, folders);
  if (members.length === 0) {
    const sure = await sureOf(file, bytes, folders);
    return sure ? [sure] : [];
  }
  const found: Belonging[] = [];
  for (const member of members) {
    const sure = await sureOf(member, await bytesOf(member), folders);
    if (sure) found.push(sure);
  }
  return found;
}

/** Splits files by checksum match. An archive that cannot be opened does not affect the other files. */
async function sortByBytes(files: readonly File[], folders: readonly Folder[]) {
  const found: Belonging[] = [];
  const unsure: File[] = [];
  const problems: DataProblem[] = [];
  for (const file of files) {
    try {
      const sure = await byBytes(file, folders);
      found.push(...sure);
      if (sure.length === 0) unsure.push(file);
    } catch (reason) {
      if (!(reason instanceof BrokenArchive)) throw reason;
      unsure.push(file);
      problems.push(reason);
    }
  }
  return { found, unsure, problems };
}

/**
 * Sorts files by the public data set they belong to: by SHA-256, compressed or not, else by name.
 * @throws {DataProblem} when a file cannot be read
 */
export async function recognise(
  files: readonly File[],
  folders: readonly Folder[] = known,
): Promise<Recognised> {
  const { found, unsure, problems } = await sortByBytes(files, folders);
  const strangers: File[] = [];
  const certain = new Set(found.map(({ folder }) => folder));
  for (const file of unsure) {
    const meant = byName(file, folders, certain);
    if (meant) found.push(meant);
    else strangers.push(file);
  }
  const sorted = new Map<string, DatasetFile[]>();
  for (const { folder, file, is, form } of found) {
    sorted.set(folder.name, [...(sorted.get(folder.name) ?? []), { file, is, form }]);
  }
  return { folders: sorted, strangers, problems };
}

/** A file that no SHA-256 matched. */
interface Doubtful extends DatasetFile {
  readonly bytes: Uint8Array;
  /** Why it is not the published file; undefined if no checksum is known. */
  readonly wrong: string | undefined;
}

async function doubtful(given: DatasetFile): Promise<Doubtful> {
  const bytes = await bytesOf(given.file);
  return { ...given, bytes, wrong: await wrongWith(given.is, bytes) };
}

/** Other files of the set are missing, so its loader cannot check those that are here. */
function unjudged(folder: Folder, unsure: readonly Doubtful[], absent: MissingFiles): DataProblem {
  const bad = unsure.find(({ wrong }) => wrong !== undefined);
  if (bad) {
    return new DataProblem(
      `This is not the published file of ${folder.title}.`,
      `${bad.file.name}: ${bad.wrong}. It is damaged or a different edition, and was not saved. Download it again.`,
    );
  }
  const { title, detail } = missingProblem(specOf(folder), [
    ...absent.missing,
    ...unsure.map(({ is }) => is),
  ]);
  const names = unsure.map(({ file }) => file.name).join(', ');
  return new DataProblem(
    title,
    `${names} ${unsure.length === 1 ? 'was' : 'were'} not saved: without the others, ${unsure.length === 1 ? 'it' : 'they'} cannot be checked. Drop all of them together. ${detail}`,
  );
}

/** Checks the files with the set's loader, whose messages say more than a checksum mismatch. @throws {DataProblem} */
async function judge(
  folder: Folder,
  unsure: readonly Doubtful[],
  base: string,
  progress: LoadContext['progress'],
): Promise<void> {
  // Files that cannot be fetched, for whatever reason, are no fault of the given ones.
  const others = (name: string) => readFrom(folder.name, base)(name).catch(() => undefined);
  const read = async (name: string) =>
    unsure.find(({ is }) => is.name === plainName(name))?.bytes ?? (await others(name));
  try {
    await specOf(folder).load({ read, allocate: (bytes) => new ArrayBuffer(bytes), progress });
  } catch (reason) {
    throw reason instanceof MissingFiles ? unjudged(folder, unsure, reason) : reason;
  }
  const relative = unsure.find(({ wrong }) => wrong !== undefined);
  if (relative === undefined) return;
  throw new DataProblem(
    `This is not the published file of ${folder.title}.`,
    `${relative.file.name}: ${relative.wrong}. Its format is correct; it may belong to a variant of ${folder.title}. Rename it to import it as your own data.`,
  );
}

/** @throws {DataProblem} if any is wrong; then none is stored */
async function storeUnverified(
  folder: Folder,
  given: readonly DatasetFile[],
  base: string,
  progress: LoadContext['progress'],
): Promise<void> {
  const unsure = await Promise.all(given.map(doubtful));
  await judge(folder, unsure, base, progress);
  for (const { is, bytes } of unsure) {
    const form = isGzip(bytes) ? 'packed' : 'plain';
    await storeFile(folder.name, nameIn(form, is), bytes);
  }
}

/**
 * Stores a folder's files in the browser. Those with a matching SHA-256 are stored even when others are missing or
 * damaged; the rest may follow.
 * @param base address of the page
 * @returns names of the folder's files that are still missing
 * @throws {DataProblem} what is wrong with a file, or that the browser cannot keep it
 */
export async function storeFiles(
  folder: string,
  given: readonly DatasetFile[],
  base: string,
  progress: LoadContext['progress'] = () => undefined,
  folders: readonly Folder[] = known,
): Promise<readonly string[]> {
  const found = folders.find(({ name }) => name === folder);
  if (found === undefined) throw new DataProblem(`There is no data set “${folder}”.`, 'Choose another.');
  const unsure: DatasetFile[] = [];
  for (const one of given) {
    if (one.form === undefined) unsure.push(one);
    else await storeFile(folder, nameIn(one.form, one.is), await bytesOf(one.file));
  }
  if (unsure.length > 0) await storeUnverified(found, unsure, base, progress);
  return missingIn(found, base);
}
