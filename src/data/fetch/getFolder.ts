/**
 * Downloads files of public data sets in the page: through the lab's server, or from mirrors with CORS. Every file's
 * SHA-256 is verified before it is stored.
 */

import { DataProblem } from '../spec';
import { storedFiles, storeFile } from '../storage/fileStore';
import { type Folder, folders as known, nameIn } from '../storage/folders';
import { leave } from './body';
import { type Fault, SourceFailure, statusFailure, wayOutOf } from './faults';
import type { GetLine } from './labServer';
import { fromMirrors, mirrorsFor, PATIENCE } from './mirrors';
import { bytesOf, homeOf, lacks, onStaticServer, type SourceOptions, serverIndex } from './sources';
import { Stall } from './stall';

const failed = ({ title }: Folder, detail: string, faults: readonly Fault[]): DataProblem =>
  new DataProblem(
    `${title} could not be downloaded.`,
    `${detail}. ${wayOutOf(faults, 'choose the files on this computer')}`.trimEnd(),
  );

/** Yields the response's lines as they arrive. */
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
    // The consumer may stop after the last line, before the stream ends.
    reader.cancel().catch(() => undefined);
  }
}

type Progress = (done: number, total: number) => void;

/** The lab's server explains a refusal in one line of text. */
async function saidBy(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/plain')) return '';
  const text = await response.text().catch(() => '');
  return text.length < 500 ? text.trim().replace(/\.$/, '') : '';
}

function refused(status: number, said: string): SourceFailure {
  const text = `the lab’s server answers ${status}${said && `: ${said}`}`;
  return new SourceFailure(text, statusFailure(status).fault);
}

/** Has the lab's server download a folder, with progress. @returns the final line @throws {SourceFailure} */
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
  throw new SourceFailure('the lab’s server stopped midway; files received so far are kept', 'connection');
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
      ? `no response from the lab’s server in ${patience / 1000} s`
      : 'the lab’s server stopped responding; files received so far are kept';
    throw failed(folder, text, ['connection']);
  } finally {
    stall.end();
  }
}

/** Downloads file by file into the browser's storage and skips files that are already there. */
async function getByMirrors(
  folder: Folder,
  base: string,
  progress: Progress,
  signal: AbortSignal,
  patience: number,
): Promise<void> {
  const here = [
    ...(await storedFiles(folder.name)),
    ...(await onStaticServer(folder, homeOf(base, { patience }))),
  ];
  const missing = folder.files.filter((file) => lacks(here, file));
  const total = bytesOf(folder.files);
  const failures: string[] = [];
  const faults = new Set<Fault>();
  // Files from an earlier attempt count, so that the progress bar resumes.
  let before = total - bytesOf(missing);
  progress(before, total);
  for (const file of missing) {
    const onBytes = (done: number) => progress(before + Math.min(done, file.bytes), total);
    const result = await fromMirrors(mirrorsFor(folder, file), file, onBytes, signal, patience);
    if ('bytes' in result) {
      await storeFile(folder.name, nameIn(result.form, file), result.bytes);
      signal.throwIfAborted();
    } else {
      const texts = result.map(({ text }) => text);
      failures.push(`${file.name}: ${texts.join('; ') || 'no mirror that allows browser access has it'}`);
      for (const { fault } of result) faults.add(fault);
    }
    before += file.bytes;
  }
  if (failures.length > 0) throw failed(folder, failures.join('. '), [...faults]);
  progress(total, total);
}

/**
 * Downloads a folder's missing files: through the lab's server, which stores them in public/data, else from mirrors
 * into the browser's storage. Resumes an aborted download.
 * @throws {DataProblem}; if aborted, the signal's reason
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
    throw new DataProblem(`There is no data set “${folder}” to download.`, 'Choose another.');
  signal.throwIfAborted();
  const get = (await serverIndex(homeOf(base, { patience }))) ? getByServer : getByMirrors;
  await get(found, base, progress, signal, patience);
}
