/** One download into a file, which goes on where an earlier one stopped as far as the server plays along. */
import { open, stat } from 'node:fs/promises';
import { amount } from '../src/data/amount';
import { Stall } from '../src/data/stall';

interface Download {
  readonly address: string;
  /** Grows while bytes come, and stays when they stop coming. */
  readonly part: string;
  /** Bytes in `part`, of how many where the server says so. */
  readonly onBytes: (done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a byte after which the server is given up. */
  readonly patience?: number | undefined;
}

const PATIENCE = 20_000;
/** Connections that break are opened again so many times, as long as each brought something. */
const MOST_ATTEMPTS = 3;
/** No set's archive comes near; a server that never stops sending must not fill the disk. */
const MOST_BYTES = 1_000_000_000;

/** In words for one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'it is not there';
  if (code === 'ENOSPC') return 'the disk is full';
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  const why = cause?.message || cause?.code;
  return why ? `${error.message}: ${why}` : error.message;
}

/** It answered, and will not answer otherwise when asked again. */
class Refused extends Error {}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
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

async function write(
  response: Response,
  at: number,
  { part, onBytes }: Download,
  heard: () => void,
): Promise<void> {
  const encoded = response.headers.has('content-encoding');
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = encoded || Number.isNaN(length) ? undefined : at + length;
  let done = at;
  const file = await open(part, at > 0 ? 'a' : 'w');
  try {
    onBytes(done, total);
    for await (const piece of response.body ?? []) {
      heard();
      await file.writeFile(piece);
      done += piece.length;
      if (done > MOST_BYTES) throw new Refused(`it sends more than ${amount(MOST_BYTES)}`);
      onBytes(done, total);
    }
  } catch (reason) {
    if (reason instanceof TypeError)
      throw new Error(`cut off after ${amount(done)}`, { cause: reason.cause });
    throw reason;
  } finally {
    await file.close();
  }
}

/** @returns whether bytes that were there before were kept */
async function attempt(download: Download, start: number): Promise<boolean> {
  const { address, signal, patience = PATIENCE } = download;
  const stall = new Stall(patience, signal);
  try {
    const response = await ask(address, start, stall.signal);
    if (start > 0 && response.status === 416) {
      // Nothing comes after what is there: it is whole, or of another file. The checksum tells.
      await response.body?.cancel();
      return true;
    }
    const at = response.ok ? placeOf(response, start) : undefined;
    if (at === undefined) await response.body?.cancel();
    if (!response.ok) throw new Refused(`the server answers ${response.status}`);
    if (at === undefined) {
      stall.end();
      return await attempt(download, 0);
    }
    await write(response, at, download, () => stall.heard());
    return at > 0;
  } catch (reason) {
    // The signal's own reason says more than the broken connection.
    throw stall.given ? stall.signal.reason : reason;
  } finally {
    stall.end();
  }
}

/**
 * @returns whether it went on from bytes that an earlier download had left: where they turn out to be wrong, it
 *   is worth starting anew
 * @throws what went wrong, in words; the signal's reason when it was called off
 */
export async function download(request: Download): Promise<boolean> {
  let wentOn = false;
  for (let attempts = 1; ; attempts++) {
    const before = await sizeOf(request.part);
    try {
      return (await attempt(request, before)) || wentOn;
    } catch (reason) {
      request.signal?.throwIfAborted();
      const grew = (await sizeOf(request.part)) > before;
      if (reason instanceof Refused || !grew || attempts === MOST_ATTEMPTS) throw reason;
      wentOn = true;
    }
  }
}
