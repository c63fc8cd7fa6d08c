/**
 * Where the files of public data sets are in the page: in the browser's own store, or beside the page, on the lab's server
 * or a static one. All bytes are checked by SHA-256 when they are read.
 */
import { checkedRead } from '../keep/checkedRead';
import { keptFile, keptFiles } from '../keep/fileStore';
import { addressesOf, type Folder, folders as known, nameIn, plainName } from '../keep/folders';
import { wayOut } from '../loaders/readFiles';
import type { DataFile, LoadContext } from '../spec';
import { leave } from './body';
import { LAB_SERVER, type ServerIndex } from './labServer';
import { mirrorsFor } from './mirrors';
import { readFromServer } from './serverFiles';

/** What can be said of a folder's files without reading them. */
export interface FolderState {
  readonly folder: string;
  /** Every file is there: kept by the browser, or on the lab's server. */
  readonly here: 'browser' | 'server' | undefined;
  /** Bytes that are here. */
  readonly bytes: number;
  /** Of those, what the browser keeps: what can be removed in the page. */
  readonly keptBytes: number;
  /** Some of those are held in memory only, until the page is closed: the browser keeps nothing here. */
  readonly forVisit: boolean;
  /** Names of its files that are neither kept nor on the server. */
  readonly missing: readonly string[];
  /** One click can fetch the rest: the lab's own server offers it, or mirrors that a browser may read. */
  readonly canGet: boolean;
  /** Where a person can fetch its files, as archives where there are such: see `addressesOf`. */
  readonly addresses: readonly string[];
}

interface Sizes {
  readonly name: string;
  readonly bytes: number;
}

export interface SourceOptions {
  /** Other folders, or other mirrors of them, than the registry's. */
  readonly folders?: readonly Folder[];
  /** Milliseconds without a byte after which a source is given up. */
  readonly patience?: number;
}

/** Milliseconds for an answer of a few bytes: who is slower says nothing of what is here, and holds nobody up. */
const PROBE_PATIENCE = 4000;

/** The server beside which the page lies. */
interface Home {
  /** Address of the page. */
  readonly base: string;
  /** Milliseconds for the answer to a question. */
  readonly patience: number;
}
export const homeOf = (base: string, { patience = PROBE_PATIENCE }: SourceOptions): Home => ({
  base,
  patience: Math.min(patience, PROBE_PATIENCE),
});

/** What the lab's own server has; undefined where the page lies on another one. */
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

/** Asks a static server for a file's head. Many answer every unknown address with the app's own page. */
async function probe(folder: Folder, file: DataFile, { base, patience }: Home): Promise<Sizes | undefined> {
  for (const name of [nameIn('packed', file), nameIn('plain', file)]) {
    const address = new URL(`data/${folder.name}/${name}`, base);
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(address, { method: 'HEAD', signal }).catch(() => undefined);
    // Who does not answer at all will not do so for the other name.
    if (response === undefined) return undefined;
    if (!response.ok || response.headers.get('content-type')?.startsWith('text/html')) continue;
    return { name, bytes: Number(response.headers.get('content-length') ?? file.bytes) };
  }
  return undefined;
}

/** Files on a static server. Where the first one is not there, the others are not asked for. */
export async function onStaticServer(folder: Folder, home: Home): Promise<readonly Sizes[]> {
  const [first, ...others] = folder.files;
  const there = first && (await probe(folder, first, home));
  if (there === undefined) return [];
  const rest = await Promise.all(others.map((file) => probe(folder, file, home)));
  return [there, ...rest.filter((found) => found !== undefined)];
}

export const lacks = (sizes: readonly Sizes[], { name }: DataFile): boolean =>
  !sizes.some((found) => plainName(found.name) === name);

/** What lies beside the page. */
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
  const kept = await keptFiles(folder.name);
  const inBrowser = folder.files.every((file) => !lacks(kept, file));
  const served = inBrowser ? [] : await servedOf(folder, home, index);
  const missing = folder.files.filter((file) => lacks(kept, file) && lacks(served, file));
  const notKept = served.filter(({ name }) => !kept.some((one) => plainName(one.name) === plainName(name)));
  const complete = inBrowser ? 'browser' : 'server';
  return {
    folder: folder.name,
    here: missing.length === 0 ? complete : undefined,
    bytes: bytesOf([...kept, ...notKept]),
    keptBytes: bytesOf(kept),
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

/** Names of a folder's files that are neither kept here nor on the server. */
export async function missingIn(folder: Folder, base: string): Promise<readonly string[]> {
  const kept = await keptFiles(folder.name);
  if (folder.files.every((file) => !lacks(kept, file))) return [];
  const home = homeOf(base, {});
  const served = await servedOf(folder, home, await serverIndex(home));
  return folder.files.filter((file) => lacks(kept, file) && lacks(served, file)).map(({ name }) => name);
}

/**
 * Reads a file of a folder: first from the browser's store, else from the server. Both are checked by SHA-256, but for
 * files of which no sum is known.
 * @throws {DataProblem} where it is another file than the published one
 */
export function readFrom(
  folder: string,
  base: string,
  { folders = known }: SourceOptions = {},
): LoadContext['read'] {
  const kept = checkedRead(
    folder,
    (file) => keptFile(folder, file),
    (file) => `${file}, as this browser kept it`,
    'Remove the data set on the Data page, and get it again.',
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
