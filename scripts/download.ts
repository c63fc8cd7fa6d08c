/** One download into a file, which goes on where an earlier one stopped as far as the server plays along. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { DiskProblem, onDisk, type Writing } from '../src/cli/files/disk';
import { bytesText as amount } from '../src/core/format';
import { leave } from '../src/data/fetch/body';
import { notAPage, SourceFailure, statusFailure } from '../src/data/fetch/faults';
import { announcedText, announcesTooMuch, exceededText, type Limit, mostOf } from '../src/data/fetch/limits';
import { Stall } from '../src/data/fetch/stall';

interface Download {
  readonly address: string;
  /** Grows while bytes come, and stays when they stop coming. */
  readonly part: string;
  /** A server that never stops sending must not fill the disk. */
  readonly limit: Limit;
  /** Where `part` lies, for what a full or read-only disk is told with. */
  readonly writing: Writing;
  /** Bytes in `part`, of how many where the server says so. */
  readonly onBytes: (done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a byte after which the server is given up. */
  readonly patience?: number | undefined;
}

const PATIENCE = 20_000;
/** Connections that break are opened again so many times, as long as each brought something. */
const MOST_ATTEMPTS = 3;

/** In words for one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'it is not there';
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  const why = cause?.message || cause?.code;
  return why ? `${error.message}: ${why}` : error.message;
}

/** Bytes that a download may go on from; a part that is larger than any right file is begun anew. */
async function sizeOf({ part, limit }: Download): Promise<number> {
  const size = (await stat(part).catch(() => undefined))?.size ?? 0;
  return size > Math.max(limit.packed, limit.plain) ? 0 : size;
}

/** Where the answer's bytes belong in the file; undefined where it is another part than was asked for. */
function placeOf(response: Response, asked: number): number | undefined {
  if (response.status !== 206) return 0;
  return response.headers.get('content-range')?.startsWith(`bytes ${asked}-`) ? asked : undefined;
}

/** Asks for the bytes from `start` on. */
async function ask(address: string, start: number, signal: AbortSignal): Promise<Response> {
  const range: Record<string, string> = start > 0 ? { Range: `bytes=${start}-` } : {};
  // Ranges count the bytes as they are sent: nothing may be packed on the way.
  return fetch(address, { headers: { 'Accept-Encoding': 'identity', ...range }, signal });
}

/** Size of the whole file as the server announces it: of packed bytes where it packs them on the way all the same. */
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

/** @throws {SourceFailure} where the connection breaks */
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
      // A slow disk is not the server's silence.
      stall.end();
      await onDisk(file.writeFile(piece), writing);
      stall.heard();
      done += piece.length;
      onBytes(done, total);
    }
  } catch (reason) {
    // Nobody goes on with more than there should be.
    if (reason instanceof SourceFailure && reason.fault === 'source') await file.truncate(0);
    throw reason;
  } finally {
    await onDisk(file.close(), writing);
  }
}

/** @returns whether bytes that were there before were kept */
async function attempt(download: Download, start: number): Promise<boolean> {
  const { address, signal, patience = PATIENCE } = download;
  const stall = new Stall(patience, signal);
  let response: Response | undefined;
  try {
    response = await ask(address, start, stall.signal);
    // Nothing comes after what is there: it is whole, or of another file. The checksum tells.
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
    // The signal's own reason says more than the broken connection.
    if (stall.given) throw new SourceFailure(reasonOf(stall.signal.reason), 'connection');
    throw reason;
  } finally {
    stall.end();
    await leave(response);
  }
}

/**
 * @returns whether it went on from bytes that an earlier download had left: where they turn out to be wrong, it
 *   is worth starting anew
 * @throws what went wrong, in words; {DiskProblem} where it cannot be written; the signal's reason when it was called off
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
