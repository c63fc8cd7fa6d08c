/**
 * Where the page finds files of public data sets: in the browser's storage, or on the page's server (the lab's own or a
 * static one). SHA-256 is verified on every read.
 */

import { wayOut } from '../loaders/readFiles';
import type { DataFile, LoadContext } from '../spec';
import { checkedRead } from '../storage/checkedRead';
import { readStoredFile, storedFiles } from '../storage/fileStore';
import { addressesOf, type Folder, folders as known, nameIn, plainName } from '../storage/folders';
import { leave } from './body';
import { LAB_SERVER, type ServerIndex } from './labServer';
import { mirrorsFor } from './mirrors';
import { readFromServer } from './serverFiles';

/** State of a folder's files, known without reading them. */
export interface FolderState {
  readonly folder: string;
  /** Where all files are, in the browser's storage or on the server; undefined if any is missing. */
  readonly here: 'browser' | 'server' | undefined;
  /** Bytes available. */
  readonly bytes: number;
  /** Bytes stored by the browser, which the user can remove. */
  readonly storedBytes: number;
  /** Some are only in memory, until the page is closed, because browser storage is blocked. */
  readonly forVisit: boolean;
  /** Names of files that are neither stored nor on the server. */
  readonly missing: readonly string[];
  /** Whether the rest can be downloaded with one click: through the lab's server, or from mirrors with CORS. */
  readonly canGet: boolean;
  /** Addresses for manual download; see `addressesOf`. */
  readonly addresses: readonly string[];
}

interface Sizes {
  readonly name: string;
  readonly bytes: number;
}

export interface SourceOptions {
  /** Replaces the registry's folders and mirrors. */
  readonly folders?: readonly Folder[];
  /** Milliseconds without a byte before a source times out. */
  readonly patience?: number;
}

/** Milliseconds for an answer of a few bytes. A slower server counts as having nothing. */
const HEAD_TIMEOUT = 4000;

/** The page's server. */
interface Home {
  /** Address of the page. */
  readonly base: string;
  /** Milliseconds for an answer. */
  readonly patience: number;
}
export const homeOf = (base: string, { patience = HEAD_TIMEOUT }: SourceOptions): Home => ({
  base,
  patience: Math.min(patience, HEAD_TIMEOUT),
});

/** What the lab's server has; undefined if the page comes from another server. */
export async function serverIndex({ base, patience }: Home): Promise<ServerIndex | undefined> {
  try {
    const response = await fetch(new URL('data/', base), { signal: AbortSignal.timeout(patience) });
    if (!response.ok || !response.headers.get('content-type')?.startsWith('application/json')) {
      await leave(response);
      return undefined;
    }
    const index = (await response.json()) as Partial<ServerIndex> | null;
    return index?.server === LAB_SERVER ? (index as ServerIndex) : undefined;
  } catch {
    return undefined;
  }
}

/** Sends HEAD requests to a static server. Many answer every unknown address with index.html. */
async function headOf(folder: Folder, file: DataFile, { base, patience }: Home): Promise<Sizes | undefined> {
  for (const name of [nameIn('packed', file), nameIn('plain', file)]) {
    const address = new URL(`data/${folder.name}/${name}`, base);
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(address, { method: 'HEAD', signal }).catch(() => undefined);
    // No answer at all: the other name would time out as well.
    if (response === undefined) return undefined;
    if (!response.ok || response.headers.get('content-type')?.startsWith('text/html')) continue;
    return { name, bytes: Number(response.headers.get('content-length') ?? file.bytes) };
  }
  return undefined;
}

/** Files on a static server. If the first is missing, the others are not requested. */
export async function onStaticServer(folder: Folder, home: Home): Promise<readonly Sizes[]> {
  const [first, ...others] = folder.files;
  const there = first && (await headOf(folder, first, home));
  if (there === undefined) return [];
  const rest = await Promise.all(others.map((file) => headOf(folder, file, home)));
  return [there, ...rest.filter((found) => found !== undefined)];
}

export const lacks = (sizes: readonly Sizes[], { name }: DataFile): boolean =>
  !sizes.some((found) => plainName(found.name) === name);

/** A folder's files on the page's server. */
async function servedOf(
  folder: Folder,
  home: Home,
  index: ServerIndex | undefined,
): Promise<readonly Sizes[]> {
  return index ? (index.folders[folder.name] ?? []) : onStaticServer(folder, home);
}

export const bytesOf = (files: readonly { readonly bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

async function stateOf(folder: Folder, home: Home, index: ServerIndex | undefined): Promise<FolderState> {
  const kept = await storedFiles(folder.name);
  const inBrowser = folder.files.every((file) => !lacks(kept, file));
  const served = inBrowser ? [] : await servedOf(folder, home, index);
  const missing = folder.files.filter((file) => lacks(kept, file) && lacks(served, file));
  const notKept = served.filter(({ name }) => !kept.some((one) => plainName(one.name) === plainName(name)));
  const complete = inBrowser ? 'browser' : 'server';
  return {
    folder: folder.name,
    here: missing.length === 0 ? complete : undefined,
    bytes: bytesOf([...kept, ...notKept]),
    storedBytes: bytesOf(kept),
    forVisit: kept.some(({ held }) => held),
    missing: missing.map(({ name }) => name),
    canGet: index
      ? index.folders[folder.name] !== undefined
      : missing.every((file) => mirrorsFor(folder, file).length > 0),
    addresses: addressesOf(folder),
  };
}

/** @param base address of the page */
export async function folderStates(
  base: string,
  options: SourceOptions = {},
): Promise<readonly FolderState[]> {
  const home = homeOf(base, options);
  const index = await serverIndex(home);
  return Promise.all((options.folders ?? known).map((folder) => stateOf(folder, home, index)));
}

/** Names of a folder's files that are neither stored nor on the server. */
export async function missingIn(folder: Folder, base: string): Promise<readonly string[]> {
  const kept = await storedFiles(folder.name);
  if (folder.files.every((file) => !lacks(kept, file))) return [];
  const home = homeOf(base, {});
  const served = await servedOf(folder, home, await serverIndex(home));
  return folder.files.filter((file) => lacks(kept, file) && lacks(served, file)).map(({ name }) => name);
}

/**
 * Reads a file of a folder from the browser's storage, else from the server. SHA-256 is verified if one is known.
 * @throws {DataProblem} if it is not the published file
 */
export function readFrom(
  folder: string,
  base: string,
  { folders = known }: SourceOptions = {},
): LoadContext['read'] {
  const kept = checkedRead(
    folder,
    (file) => readStoredFile(folder, file),
    (file) => `${file}, as stored by this browser`,
    'Remove the data set on the Data page and download it again.',
    folders,
  );
  const served = checkedRead(
    folder,
    readFromServer(folder, base, { folders }),
    (file) => `data/${folder}/${file}`,
    wayOut(folder),
    folders,
  );
  return async (file) => (await kept(file)) ?? (await served(file));
}
