/** A fake mirror with selectable faults (moods), and folders of small files, for download tests. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { DataFile } from '../src/data/spec';
import type { Folder, Mirror } from '../src/data/storage/folders';

export const sum = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A file that is published gzipped. */
export function packedFile(name: string, text: string): { readonly file: DataFile; readonly bytes: Buffer } {
  const bytes = gzipSync(text);
  return {
    file: {
      name,
      packed: sum(bytes),
      plain: sum(text),
      bytes: bytes.length,
      plainBytes: Buffer.byteLength(text),
    },
    bytes,
  };
}

/** A folder that is not in the registry. */
export function folderWith(parts: Partial<Folder> & Pick<Folder, 'files'>): Folder {
  return { name: 'little', title: 'Little', sets: ['little'], mirrors: [], archives: [], ...parts };
}

/** How the mirror responds to `/<mood>/…/<file>`. */
type Mood = (response: ServerResponse, bytes: Buffer, from: number) => void;

function send(response: ServerResponse, bytes: Buffer, from: number): void {
  const part = bytes.subarray(from);
  const range = { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': part.length, ...(from > 0 ? range : {}) });
  response.end(part);
}

const moods: Readonly<Record<string, Mood>> = {
  good: send,
  /** Ignores ranges. */
  whole: (response, bytes) => send(response, bytes, 0),
  wrong: (response) => {
    response.end('wrong');
  },
  /** The login page of a network. */
  page: (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>'.repeat(1000));
  },
  /** Announces a hundred times the size. */
  huge: (response, bytes) => {
    response.writeHead(200, { 'Content-Length': 100 * bytes.length });
    response.write(bytes);
  },
  /** Sends without end, and announces no length. */
  endless: (response, bytes) => {
    const more = (): void => {
      if (!response.destroyed) response.write(bytes, () => setImmediate(more));
    };
    more();
  },
  /** Sends a part as if it were complete. */
  short: (response, bytes) => {
    response.end(bytes.subarray(0, bytes.length - 3));
  },
  /** Never responds. */
  mute: () => undefined,
  busy: (response) => {
    response.writeHead(503).end();
  },
  forbidden: (response) => {
    response.writeHead(403).end();
  },
  /** Sends `.gz` with Content-Encoding, as some hosts do: decompressed in transit, with the gzipped length. */
  encoded: (response, bytes) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': bytes.length }).end(bytes);
  },
  /** Sends half, then breaks the connection. */
  cut: (response, bytes, from) => {
    const part = bytes.subarray(from, from + Math.ceil((bytes.length - from) / 2));
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': bytes.length - from,
      'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
    response.write(part, () => setTimeout(() => response.destroy(), 20));
  },
  /** Sends a part, then stalls. */
  silent: (response, bytes, from) => {
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': bytes.length - from,
      'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
    response.write(bytes.subarray(from, from + 3));
  },
};

export interface TestMirror {
  /** Without a trailing slash. */
  readonly address: string;
  /** Requests so far, with the range after a space: "/good/a.gz 5-". */
  readonly asked: string[];
  readonly at: (mood: string, more?: Partial<Mirror>) => Mirror;
  readonly close: () => void;
}

function rangeOf(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

/** @param contents by file name, in any folder */
export async function startMirror(contents: Readonly<Record<string, Buffer>>): Promise<TestMirror> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const from = rangeOf(request);
    asked.push(from > 0 ? `${path} ${from}-` : path);
    const [, mood = ''] = path.split('/');
    const bytes = contents[path.slice(path.lastIndexOf('/') + 1)];
    const act = moods[mood];
    // A connection broken by one test must not be reused by the next.
    response.setHeader('Connection', 'close');
    if (bytes === undefined || act === undefined) response.writeHead(404).end();
    else if (from >= bytes.length) response.writeHead(416).end();
    else act(response, bytes, from);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    asked,
    at: (mood, more) => ({ address: `${address}/${mood}/`, browsers: true, ...more }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
