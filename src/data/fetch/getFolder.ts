/**
 * Fetches files of public data sets in the page: by the lab's server, or from mirrors that a browser may read. All bytes
 * are checked by SHA-256 before they are kept.
 */
import { keepFile, keptFiles } from '../keep/fileStore';
import { type Folder, folders as known, nameIn } from '../keep/folders';
import { DataProblem } from '../spec';
import { leave } from './body';
import { type Fault, SourceFailure, statusFailure, wayOutOf } from './faults';
import type { GetLine } from './labServer';
import { fromMirrors, mirrorsFor, PATIENCE } from './mirrors';
import { bytesOf, homeOf, lacks, onStaticServer, type SourceOptions, serverIndex } from './sources';
import { Stall } from './stall';

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
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      heard();
      const lines = (rest + piece.value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield JSON.parse(line) as GetLine;
    }
  } finally {
    // Whoever has heard the last line does not wait for the end.
    reader.cancel().catch(() => undefined);
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
  if (!response.ok || response.body === null) {
    const said = await saidBy(response);
    await leave(response);
    throw refused(response.status, said);
  }
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
