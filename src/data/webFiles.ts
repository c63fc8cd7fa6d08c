/** Files that a person dropped or chose: which of them are files of public data sets, and keeping those. */
import { archiveKind, membersOf } from './archive';
import { keepFile } from './browserStore';
import { canCheck, check, formOf, type Identity, identify } from './checksum';
import { type Folder, type Form, folders as known, nameIn, plainName, specOf } from './folders';
import { missingIn, readFrom } from './sources';
import { type DataFile, DataProblem, type LoadContext } from './spec';

/** A file of a public data set. */
export interface GivenFile {
  readonly file: File;
  readonly is: DataFile;
  /** What its SHA-256 says; undefined where only its name says that it is meant to be that file. */
  readonly form: Form | undefined;
}

export interface Recognised {
  /** By the folder's name. */
  readonly folders: ReadonlyMap<string, readonly GivenFile[]>;
  /** Files of no public data set. */
  readonly strangers: readonly File[];
}

/** Bytes; neither a set's file nor an archive of a set is as large. */
const MOST_BYTES = 256_000_000;

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new DataProblem('This file cannot be read.', `${file.name} was moved or changed. Choose it again.`);
  }
}

/** Known files in an archive that a person gave as it was downloaded; none where it is no archive, or damaged. */
async function insideOf(file: File, bytes: Uint8Array, folders: readonly Folder[]): Promise<readonly File[]> {
  const kind = archiveKind(file.name, bytes.subarray(0, 4));
  if (kind === undefined) return [];
  const names = new Set(folders.flatMap(({ files }) => files.map(({ name }) => name)));
  const members = await membersOf(file.name, bytes, kind, names).catch(() => new Map<string, Uint8Array>());
  return [...members].map(([name, member]) => new File([member as Uint8Array<ArrayBuffer>], name));
}

interface Belonging extends GivenFile {
  readonly folder: Folder;
}

function bySum(file: File, sums: Identity, folders: readonly Folder[]): Belonging | undefined {
  for (const folder of folders) {
    for (const is of folder.files) {
      const form = formOf(is, sums);
      if (form !== undefined) return { file, folder, is, form };
    }
  }
  return undefined;
}

/**
 * Meant to be that file, but damaged or another edition; a `.csv` can be anyone's and is imported as it is.
 * @param others folders that other files of the same go belong to: two sets have the same names
 */
function byName(file: File, folders: readonly Folder[], others: ReadonlySet<Folder>): Belonging | undefined {
  const name = plainName(file.name);
  if (name.endsWith('.csv')) return undefined;
  const named = folders.flatMap((folder) =>
    folder.files.filter((is) => is.name === name).map((is) => ({ file, folder, is, form: undefined })),
  );
  return named.find(({ folder }) => others.has(folder)) ?? named[0];
}

/** By its bytes; archives are looked into. @returns nothing where they are no published file's */
async function byBytes(file: File, folders: readonly Folder[]): Promise<readonly Belonging[]> {
  if (!canCheck() || file.size > MOST_BYTES) return [];
  const bytes = await bytesOf(file);
  const members = await insideOf(file, bytes, folders);
  if (members.length === 0) {
    const sure = bySum(file, await identify(bytes), folders);
    return sure ? [sure] : [];
  }
  const found: Belonging[] = [];
  for (const member of members) {
    const sure = bySum(member, await identify(await bytesOf(member)), folders);
    if (sure) found.push(sure);
  }
  return found;
}

/** Sorts files by the public data set they belong to: by SHA-256, packed in whatever way, else by name. */
export async function recognise(
  files: readonly File[],
  folders: readonly Folder[] = known,
): Promise<Recognised> {
  const found: Belonging[] = [];
  const unsure: File[] = [];
  const strangers: File[] = [];
  for (const file of files) {
    const sure = await byBytes(file, folders);
    found.push(...sure);
    if (sure.length === 0) unsure.push(file);
  }
  const sureOf = new Set(found.map(({ folder }) => folder));
  for (const file of unsure) {
    const meant = byName(file, folders, sureOf);
    if (meant) found.push(meant);
    else strangers.push(file);
  }
  const sorted = new Map<string, GivenFile[]>();
  for (const { folder, file, is, form } of found) {
    sorted.set(folder.name, [...(sorted.get(folder.name) ?? []), { file, is, form }]);
  }
  return { folders: sorted, strangers };
}

/** Those that a person gave go before those that are here. */
function readGiven(given: readonly GivenFile[], others: LoadContext['read']): LoadContext['read'] {
  return async (name) => {
    const found = given.find(({ is }) => is.name === plainName(name));
    return found ? bytesOf(found.file) : others(name);
  };
}

/** The loader found nothing wrong; whether the bytes are the published ones. @throws {DataProblem} where they are not */
async function checkGiven({ title }: Folder, { file, is }: GivenFile, bytes: Uint8Array): Promise<void> {
  // Where the sum of the plain bytes is not known, the loader's word must do.
  if (!canCheck() || is.plain === undefined) return;
  const checked = await check(is, bytes);
  if ('form' in checked) return;
  throw new DataProblem(
    `This is not the published file of ${title}.`,
    `${file.name}: ${checked.wrong}. Its form is right; perhaps it belongs to a relative of ${title}. Under another name it can be imported as data of your own.`,
  );
}

/** @throws {DataProblem} the loader's, which says what is wrong with them; nothing is kept then */
async function keepUnsure(
  folder: Folder,
  unsure: readonly GivenFile[],
  base: string,
  progress: LoadContext['progress'],
): Promise<void> {
  await specOf(folder).load({
    read: readGiven(unsure, readFrom(folder.name, base)),
    allocate: (bytes) => new ArrayBuffer(bytes),
    progress,
  });
  for (const given of unsure) {
    const bytes = await bytesOf(given.file);
    await checkGiven(folder, given, bytes);
    await keepFile(
      folder.name,
      given.file.name.endsWith('.gz') ? `${given.is.name}.gz` : given.is.name,
      bytes,
    );
  }
}

/**
 * Keeps given files of a folder in the browser's store. Those whose SHA-256 is right are kept even when others are
 * missing or damaged: the rest may come later.
 * @param base address of the page
 * @returns names of the folder's files that are still missing
 * @throws {DataProblem} what is wrong with a file, or that the browser cannot keep it
 */
export async function keepGiven(
  folder: string,
  given: readonly GivenFile[],
  base: string,
  progress: LoadContext['progress'] = () => undefined,
  folders: readonly Folder[] = known,
): Promise<readonly string[]> {
  const found = folders.find(({ name }) => name === folder);
  if (found === undefined) throw new DataProblem(`There is no data set “${folder}”.`, 'Choose another.');
  const unsure: GivenFile[] = [];
  for (const one of given) {
    if (one.form === undefined) unsure.push(one);
    else await keepFile(folder, nameIn(one.form, one.is), await bytesOf(one.file));
  }
  if (unsure.length > 0) await keepUnsure(found, unsure, base, progress);
  return missingIn(found, base);
}
