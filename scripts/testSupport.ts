/** A mirror with moods, and folders of small files, for tests of what comes over the network. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Folder, Mirror } from '../src/data/keep/folders';
import type { DataFile } from '../src/data/spec';

export const sum = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A file that is published packed. */
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

/** A folder that no set of the registry has. */
export function folderWith(parts: Partial<Folder> & Pick<Folder, 'files'>): Folder {
  return { name: 'little', title: 'Little', sets: ['little'], mirrors: [], archives: [], ...parts };
}

/** What a mirror does when it is asked for `/<mood>/…/<file>`. */
type Mood = (response: ServerResponse, bytes: Buffer, from: number) => void;

function send(response: ServerResponse, bytes: Buffer, from: number): void {
  const part = bytes.subarray(from);
  const range = { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': part.length, ...(from > 0 ? range : {}) });
  response.end(part);
}

const moods: Readonly<Record<string, Mood>> = {
  good: send,
  /** Knows no ranges. */
  whole: (response, bytes) => send(response, bytes, 0),
  wrong: (response) => {
    response.end('wrong');
  },
  /** The login page of a network. */
  page: (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>'.repeat(1000));
  },
  /** Says at once that it sends a hundred times as much. */
  huge: (response, bytes) => {
    response.writeHead(200, { 'Content-Length': 100 * bytes.length });
    response.write(bytes);
  },
  /** Never stops, and does not say how much comes. */
  endless: (response, bytes) => {
    const more = (): void => {
      if (!response.destroyed) response.write(bytes, () => setImmediate(more));
    };
    more();
  },
  /** Ends in the middle as if that were all. */
  short: (response, bytes) => {
    response.end(bytes.subarray(0, bytes.length - 3));
  },
  /** Never says a word. */
  mute: () => undefined,
  busy: (response) => {
    response.writeHead(503).end();
  },
  forbidden: (response) => {
    response.writeHead(403).end();
  },
  /** As some hosts do it with every `.gz`: unpacked on the way, while the length is that of the packed bytes. */
  encoded: (response, bytes) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': bytes.length }).end(bytes);
  },
  /** Half of what it should send, then the connection breaks. */
  cut: (response, bytes, from) => {
    const part = bytes.subarray(from, from + Math.ceil((bytes.length - from) / 2));
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': bytes.length - from,
      'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
    response.write(part, () => setTimeout(() => response.destroy(), 20));
  },
  /** A first part, then nothing more, for ever. */
  silent: (response, bytes, from) => {
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Length': bytes.length - from,
      'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
    response.write(bytes.subarray(from, from + 3));
  },
};

export interface TestMirror {
  /** Ends without a slash. */
  readonly address: string;
  /** What it was asked for, a range behind a space: "/good/a.gz 5-". */
  readonly asked: string[];
  readonly at: (mood: string, more?: Partial<Mirror>) => Mirror;
  readonly close: () => void;
}

function rangeOf(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

/** @param contents by the file's name, in whatever folder it is asked for */
export async function startMirror(contents: Readonly<Record<string, Buffer>>): Promise<TestMirror> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const from = rangeOf(request);
    asked.push(from > 0 ? `${path} ${from}-` : path);
    const [, mood = ''] = path.split('/');
    const bytes = contents[path.slice(path.lastIndexOf('/') + 1)];
    const act = moods[mood];
    // A connection that one test breaks must not be used again by the next.
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
