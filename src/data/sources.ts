/**
 * Where the files of public data sets come from in the page: the browser's own store, the lab's server,
 * mirrors that a browser may read, files that a person gave. All bytes are checked by SHA-256 before they are kept.
 */

import { checkedRead } from './checkedRead';
import { type Fault, SourceFailure, statusFailure, wayOutOf } from './faults';
import { keepFile, keptFile, keptFiles } from './fileStore';
import { addressesOf, type Folder, folders as known, nameIn, plainName } from './folders';
import { type GetLine, LAB_SERVER, type ServerIndex } from './labServer';
import { fromMirrors, mirrorsFor, PATIENCE } from './mirrors';
import { wayOut } from './readFiles';
import { readFromServer } from './serverFiles';
import { type DataFile, DataProblem, type LoadContext } from './spec';
import { Stall } from './stall';

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
const homeOf = (base: string, { patience = PROBE_PATIENCE }: SourceOptions): Home => ({
  base,
  patience: Math.min(patience, PROBE_PATIENCE),
});

/** What the lab's own server has; undefined where the page lies on another one. */
async function serverIndex({ base, patience }: Home): Promise<ServerIndex | undefined> {
  try {
    const response = await fetch(new URL('data/', base), { signal: AbortSignal.timeout(patience) });
    if (!response.ok || !response.headers.get('content-type')?.startsWith('application/json'))
      return undefined;
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
async function onStaticServer(folder: Folder, home: Home): Promise<readonly Sizes[]> {
  const [first, ...others] = folder.files;
  const there = first && (await probe(folder, first, home));
  if (there === undefined) return [];
  const rest = await Promise.all(others.map((file) => probe(folder, file, home)));
  return [there, ...rest.filter((found) => found !== undefined)];
}

const lacks = (sizes: readonly Sizes[], { name }: DataFile): boolean =>
  !sizes.some((found) => plainName(found.name) === name);

/** What lies beside the page. */
async function servedOf(
  folder: Folder,
  home: Home,
  index: ServerIndex | undefined,
): Promise<readonly Sizes[]> {
  return index ? (index.folders[folder.name] ?? []) : onStaticServer(folder, home);
}

const bytesOf = (files: readonly { readonly bytes: number }[]): number =>
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

const failed = ({ title }: Folder, detail: string, faults: readonly Fault[]): DataProblem =>
  new DataProblem(
    `${title} could not be fetched.`,
    `${detail}. ${wayOutOf(faults, 'choose the files on this computer')}`.trimEnd(),
  );

/** The lines of an answer as they come. */
async function* linesOf(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<GetLine> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    heard();
    const lines = (rest + piece.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line) as GetLine;
  }
}

type Progress = (done: number, total: number) => void;

/** A server of ours refuses in one line of text. */
async function saidBy(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/plain')) return '';
  const text = await response.text().catch(() => '');
  return text.length < 500 ? text.trim().replace(/\.$/, '') : '';
}

function refused(status: number, said: string): SourceFailure {
  const text = `the lab’s server answers ${status}${said && `: ${said}`}`;
  return new SourceFailure(text, statusFailure(status).fault);
}

/** The lab's server fetches and tells how far it is. @returns the line that ended it @throws {SourceFailure} */
async function askServer(folder: Folder, base: string, progress: Progress, stall: Stall): Promise<GetLine> {
  const response = await fetch(new URL(`data/${folder.name}`, base), {
    method: 'POST',
    signal: stall.signal,
  });
  if (!response.ok || response.body === null) throw refused(response.status, await saidBy(response));
  for await (const line of linesOf(response.body, () => stall.heard())) {
    if ('ok' in line) return line;
    progress(line.done, line.total);
  }
  throw new SourceFailure(
    'the lab’s server stopped in the middle of it; what has come is kept',
    'connection',
  );
}

async function getByServer(
  folder: Folder,
  base: string,
  progress: Progress,
  signal: AbortSignal,
  patience: number,
): Promise<void> {
  const stall = new Stall(patience, signal);
  try {
    const end = await askServer(folder, base, progress, stall);
    if (!('ok' in end) || end.ok) return;
    const { reasons, faults } = end;
    throw failed(
      folder,
      `${faults.includes('disk') ? 'On the lab’s server: ' : ''}${reasons.join('. ')}`,
      faults,
    );
  } catch (reason) {
    signal.throwIfAborted();
    if (reason instanceof DataProblem) throw reason;
    if (reason instanceof SourceFailure) throw failed(folder, reason.message, [reason.fault]);
    const text = stall.given
      ? `not a word from the lab’s server in ${patience / 1000} s`
      : 'the lab’s server does not answer any more; what has come is kept';
    throw failed(folder, text, ['connection']);
  } finally {
    stall.end();
  }
}

/** Into the browser's store, file by file: those that are kept already are not fetched again. */
async function getByMirrors(
  folder: Folder,
  base: string,
  progress: Progress,
  signal: AbortSignal,
  patience: number,
): Promise<void> {
  const here = [
    ...(await keptFiles(folder.name)),
    ...(await onStaticServer(folder, homeOf(base, { patience }))),
  ];
  const missing = folder.files.filter((file) => lacks(here, file));
  const total = bytesOf(folder.files);
  const failures: string[] = [];
  const faults = new Set<Fault>();
  // What an earlier go brought counts: the bar goes on where it stood.
  let before = total - bytesOf(missing);
  progress(before, total);
  for (const file of missing) {
    const onBytes = (done: number) => progress(before + Math.min(done, file.bytes), total);
    const result = await fromMirrors(mirrorsFor(folder, file), file, onBytes, signal, patience);
    if ('bytes' in result) {
      await keepFile(folder.name, nameIn(result.form, file), result.bytes);
      signal.throwIfAborted();
    } else {
      const texts = result.map(({ text }) => text);
      failures.push(`${file.name}: ${texts.join('; ') || 'no mirror that a page may read has it'}`);
      for (const { fault } of result) faults.add(fault);
    }
    before += file.bytes;
  }
  if (failures.length > 0) throw failed(folder, failures.join('. '), [...faults]);
  progress(total, total);
}

/**
 * Fetches what is missing of a folder: by the lab's server, which keeps it in public/data, else from mirrors into the
 * browser's store. Goes on where an earlier one was called off.
 * @throws {DataProblem}; an aborted one rejects with the signal's reason
 */
export async function getFolder(
  folder: string,
  base: string,
  progress: (done: number, total: number) => void,
  signal: AbortSignal,
  { folders = known, patience = PATIENCE }: SourceOptions = {},
): Promise<void> {
  const found = folders.find(({ name }) => name === folder);
  if (found === undefined)
    throw new DataProblem(`There is no data set “${folder}” to fetch.`, 'Choose another.');
  signal.throwIfAborted();
  const get = (await serverIndex(homeOf(base, { patience }))) ? getByServer : getByMirrors;
  await get(found, base, progress, signal, patience);
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
