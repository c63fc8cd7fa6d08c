/**
 * Serves the built app from memory, about 8 MB with its compressed copies. A newer build or a deleted folder does not
 * affect open pages, and aborted requests leave no open files.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Encodings in order of preference, with the extension of the compressed copy. */
const encodings = [
  { name: 'br', ending: '.br', pack: brotliCompressSync },
  { name: 'gzip', ending: '.gz', pack: gzipSync },
] as const;
type Encoding = (typeof encodings)[number]['name'] | 'identity';

interface Asset {
  readonly type: string;
  readonly cache: string;
  readonly etag: string;
  readonly bodies: ReadonlyMap<Encoding, Buffer>;
}

const PAGE = '/index.html';

/** Files with a content hash in their name; all others may change with the next build. */
const isHashed = (address: string): boolean => address.startsWith('/assets/');
const cacheOf = (address: string): string =>
  isHashed(address) ? 'public, max-age=31536000, immutable' : 'no-cache';

function assetOf(address: string, bytes: Buffer, packed: ReadonlyMap<Encoding, Buffer> = new Map()): Asset {
  return {
    type: types[extname(address).toLowerCase()] ?? 'application/octet-stream',
    cache: cacheOf(address),
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    bodies: new Map([...packed, ['identity', bytes]]),
  };
}

function packedCopies(path: string): ReadonlyMap<Encoding, Buffer> {
  const there = encodings.filter(({ ending }) => existsSync(path + ending));
  return new Map(there.map(({ name, ending }) => [name, readFileSync(path + ending)]));
}

/** Whether it is a compressed copy made by the build. */
function isPackedCopy(path: string): boolean {
  const copied = encodings.find(({ ending }) => path.endsWith(ending));
  return copied !== undefined && existsSync(path.slice(0, -copied.ending.length));
}

function readAll(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (isPackedCopy(path) || !statSync(path).isFile()) continue;
    const address = `/${name.split(sep).join('/')}`;
    assets.set(address, assetOf(address, readFileSync(path), packedCopies(path)));
  }
  return assets;
}

/** Accepted encodings: "gzip, br;q=0" → gzip. */
function accepted(header: string | string[] | undefined): ReadonlySet<string> {
  const parts = String(header ?? '')
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q\s*=\s*/),
    );
  return new Set(
    parts.filter(([, weight]) => weight === undefined || Number(weight) > 0).map(([name = '']) => name),
  );
}

function bodyFor(asset: Asset, request: IncomingMessage): readonly [Encoding, Buffer] {
  const wanted = accepted(request.headers['accept-encoding']);
  for (const [encoding, body] of asset.bodies) if (wanted.has(encoding)) return [encoding, body];
  return ['identity', asset.bodies.get('identity') as Buffer];
}

/** Whether the browser has the current version (`If-None-Match`). */
export const isKnown = (request: IncomingMessage, etag: string): boolean =>
  (request.headers['if-none-match'] ?? '').split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === etag);

function send(asset: Asset, request: IncomingMessage, response: ServerResponse): void {
  const [encoding, body] = bodyFor(asset, request);
  const etag = `"${asset.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  response.setHeader('Cache-Control', asset.cache);
  response.setHeader('ETag', etag);
  if (asset.bodies.size > 1) response.setHeader('Vary', 'Accept-Encoding');
  if (isKnown(request, etag)) {
    response.writeHead(304).end();
    return;
  }
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Sends a chunk of an earlier build to an open page, from disk. */
async function readEarlier(folder: string | undefined, address: string): Promise<Asset | undefined> {
  const [, name] = /^\/assets\/([\w-][\w.-]*)$/.exec(address) ?? [];
  if (folder === undefined || name === undefined) return undefined;
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  return bytes && assetOf(address, bytes);
}

function addressOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent((request.url ?? '').split(/[?#]/)[0] ?? '');
  } catch {
    return '';
  }
}

/** Responds if the file exists. @returns whether it did */
export type Site = (request: IncomingMessage, response: ServerResponse, address?: string) => Promise<boolean>;

export interface SiteOptions {
  /** A folder with hashed files of earlier builds. */
  readonly earlier?: string | undefined;
  /** HTML at the end of the page's head, read at each request. */
  readonly head?: () => string;
}

/** The page with more in its head; packed again only when that changes. */
function pageWith(page: Asset, head: () => string): () => Asset {
  const html = String(page.bodies.get('identity'));
  let added = '';
  let current = page;
  return () => {
    const wanted = head();
    if (wanted === added) return current;
    const bytes = Buffer.from(html.replace('</head>', () => `${wanted}</head>`));
    current = assetOf(PAGE, bytes, new Map(encodings.map(({ name, pack }) => [name, pack(bytes)])));
    added = wanted;
    return current;
  };
}

/**
 * @param dist the built app, read once
 * @throws Error if the folder cannot be read
 */
export function loadSite(dist: string, { earlier, head }: SiteOptions = {}): Site {
  const assets = readAll(dist);
  const page = assets.get(PAGE);
  const ownPage = page && head && pageWith(page, head);
  return async (request, response, address = addressOf(request)) => {
    const path = address === '/' ? PAGE : address;
    const asset =
      (path === PAGE ? ownPage?.() : undefined) ?? assets.get(path) ?? (await readEarlier(earlier, path));
    if (asset === undefined) return false;
    send(asset, request, response);
    return true;
  };
}
