/** Downloads one file, resuming an earlier partial download if the server supports ranges. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { DiskProblem, onDisk, type Writing } from '../src/cli/files/disk';
import { bytesText as amount } from '../src/core/format';
import { leave } from '../src/data/fetch/body';
import { notAPage, SourceFailure, statusFailure } from '../src/data/fetch/faults';
import { announcedText, announcesTooMuch, exceededText, type Limit, mostOf } from '../src/data/fetch/limits';
import { Stall } from '../src/data/fetch/stall';

interface Download {
  readonly address: string;
  /** The partial file; it is kept when the connection breaks. */
  readonly part: string;
  /** Size limit in bytes, so that an endless response cannot fill the disk. */
  readonly limit: Limit;
  /** The folder of `part`, for disk error messages. */
  readonly writing: Writing;
  /** Bytes in `part`, and the total if the server announces it. */
  readonly onBytes: (done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a byte before the server times out. */
  readonly patience?: number | undefined;
}

const PATIENCE = 20_000;
/** Limit of reconnects; each attempt must have received something. */
const MOST_ATTEMPTS = 3;

/** An error as one line of text. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'not found';
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  const why = cause?.message || cause?.code;
  return why ? `${error.message}: ${why}` : error.message;
}

/** Bytes to resume from; a partial file above the size limit is discarded. */
async function sizeOf({ part, limit }: Download): Promise<number> {
  const size = (await stat(part).catch(() => undefined))?.size ?? 0;
  return size > Math.max(limit.packed, limit.plain) ? 0 : size;
}

/** Offset of the response's bytes in the file; undefined if it is not the requested range. */
function placeOf(response: Response, asked: number): number | undefined {
  if (response.status !== 206) return 0;
  return response.headers.get('content-range')?.startsWith(`bytes ${asked}-`) ? asked : undefined;
}

/** Requests the bytes from `start` on. */
async function ask(address: string, start: number, signal: AbortSignal): Promise<Response> {
  const range: Record<string, string> = start > 0 ? { Range: `bytes=${start}-` } : {};
  // Ranges count bytes as sent, so request no Content-Encoding.
  return fetch(address, { headers: { 'Accept-Encoding': 'identity', ...range }, signal });
}

/** Announced size of the whole file; of the encoded bytes if the server uses a Content-Encoding anyway. */
function announced({ headers }: Response, at: number): { declared: number | undefined; encoded: boolean } {
  const length = headers.get('content-length');
  return {
    declared: length === null ? undefined : at + Number(length),
    encoded: headers.has('content-encoding'),
  };
}

async function headOf(file: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return buffer.subarray(0, bytesRead);
}

/** @throws {SourceFailure} if the connection breaks */
async function* piecesOf(response: Response, done: () => number): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body ?? [];
  } catch (reason) {
    if (!(reason instanceof TypeError)) throw reason;
    throw new SourceFailure(`cut off after ${amount(done())}`, 'connection', { cause: reason.cause });
  }
}

async function write(response: Response, at: number, download: Download, stall: Stall): Promise<void> {
  const { part, limit, onBytes, writing } = download;
  const { declared, encoded } = announced(response, at);
  if (declared !== undefined && announcesTooMuch(limit, declared, encoded))
    throw new SourceFailure(announcedText(declared, Math.max(limit.packed, limit.plain)), 'source');
  const total = encoded ? undefined : declared;
  let done = at;
  const file = await onDisk(open(part, at > 0 ? 'a+' : 'w'), writing);
  try {
    let head = at > 0 ? await headOf(file) : undefined;
    onBytes(done, total);
    for await (const piece of piecesOf(response, () => done)) {
      head ??= piece;
      const most = mostOf(limit, head);
      if (total !== undefined && total > most) throw new SourceFailure(announcedText(total, most), 'source');
      if (done + piece.length > most) throw new SourceFailure(exceededText(most), 'source');
      // Waiting for a slow disk must not count as a stall.
      stall.end();
      await onDisk(file.writeFile(piece), writing);
      stall.heard();
      done += piece.length;
      onBytes(done, total);
    }
  } catch (reason) {
    // Never resume a file beyond the limit.
    if (reason instanceof SourceFailure && reason.fault === 'source') await file.truncate(0);
    throw reason;
  } finally {
    await onDisk(file.close(), writing);
  }
}

/** @returns whether earlier bytes were kept */
async function attempt(download: Download, start: number): Promise<boolean> {
  const { address, signal, patience = PATIENCE } = download;
  const stall = new Stall(patience, signal);
  let response: Response | undefined;
  try {
    response = await ask(address, start, stall.signal);
    // No bytes follow: the file is complete or wrong, which the checksum decides.
    if (start > 0 && response.status === 416) return true;
    const at = response.ok ? placeOf(response, start) : undefined;
    if (!response.ok) throw statusFailure(response.status);
    notAPage(response);
    if (at === undefined) {
      stall.end();
      await leave(response);
      return await attempt(download, 0);
    }
    await write(response, at, download, stall);
    return at > 0;
  } catch (reason) {
    // The signal's reason is more specific than the broken connection.
    if (stall.given) throw new SourceFailure(reasonOf(stall.signal.reason), 'connection');
    throw reason;
  } finally {
    stall.end();
    await leave(response);
  }
}

/**
 * @returns whether it resumed an earlier download: if the result is wrong, a restart may help
 * @throws Error with a readable message; {DiskProblem} on a write error; the signal's reason if aborted
 */
export async function download(request: Download): Promise<boolean> {
  let wentOn = false;
  for (let attempts = 1; ; attempts++) {
    const before = await sizeOf(request);
    try {
      return (await attempt(request, before)) || wentOn;
    } catch (reason) {
      request.signal?.throwIfAborted();
      const again = !(reason instanceof SourceFailure) || reason.fault === 'connection';
      const grew = (await sizeOf(request)) > before;
      if (reason instanceof DiskProblem || !again || !grew || attempts === MOST_ATTEMPTS) throw reason;
      wentOn = true;
    }
  }
}
