/** Sends a file or a range of it, and always closes it. */
import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { isKnown } from './site';

interface Part {
  readonly start: number;
  /** The last byte. */
  readonly end: number;
}

/** The requested byte range; undefined for the whole file or several ranges; null if out of bounds. */
function rangeOf(header: string | undefined, size: number): Part | null | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  // "-5": the last five.
  if (from === '')
    return Number(to) > 0 && size > 0 ? { start: Math.max(0, size - Number(to)), end: size - 1 } : null;
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start < size && start <= end ? { start, end } : null;
}

/** Whether `If-Range` allows a range: the file is unchanged. */
function partOf(request: IncomingMessage, size: number, etag: string): Part | null | undefined {
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== etag) return undefined;
  return rangeOf(request.headers.range, size);
}

/** Sends a `.gz` as content, without Content-Encoding. @throws Error before sending anything if the file cannot be opened */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const file = await open(path);
  try {
    const { size, mtimeMs } = await file.stat();
    const etag = `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`;
    const headers = { 'Cache-Control': 'no-cache', 'Accept-Ranges': 'bytes', ETag: etag };
    if (isKnown(request, etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    const part = partOf(request, size, etag);
    if (part === null) {
      response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}` }).end();
      return;
    }
    const { start, end } = part ?? { start: 0, end: size - 1 };
    response.writeHead(part ? 206 : 200, {
      ...headers,
      'Content-Type': 'application/octet-stream',
      'Content-Length': end - start + 1,
      ...(part ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
    });
    if (request.method === 'HEAD' || size === 0) {
      response.end();
      return;
    }
    await pipeline(file.createReadStream({ start, end, autoClose: false }), response);
  } catch (reason) {
    // The client may have disconnected; a truncated file ends the connection.
    if (!response.headersSent) throw reason;
    response.destroy();
  } finally {
    await file.close();
  }
}
