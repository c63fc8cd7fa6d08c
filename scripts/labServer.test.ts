/** The server under broken connections, replaced builds and hostile requests. */
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folders } from '../src/data/storage/folders';
import { classAddressesIn } from '../src/store/page/classMeta';
import { packFolder } from './buildPlugins';
import { contentPolicy } from './headers';
import { createLabServer, type LabOptions } from './labServer';
import { listen } from './start';

const script = `console.log(${JSON.stringify('a line of code; '.repeat(300))});`;
const page = '<!doctype html><head><title>page</title></head>';
/** More bytes than the buffers of sockets and streams. */
const large = Buffer.alloc(8_000_000, 'data');

let root: string;
let dist: string;
let servers: Server[] = [];
let said: string[] = [];

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A raw request, without fetch's headers, redirects and decompression. */
function ask(
  base: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((done, fail) => {
    const { port, hostname: host } = new URL(base);
    request({ port, host, path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
      response.on('error', fail);
    })
      .on('error', fail)
      .end();
  });
}

async function serve(options: LabOptions = {}): Promise<string> {
  const server = createLabServer(dist, join(root, 'data'), {
    report: (line) => void said.push(line),
    ...options,
  });
  servers.push(server);
  return listen(server, '0');
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-server-'));
  dist = join(root, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await mkdir(join(root, 'data', 'adult'), { recursive: true });
  await writeFile(join(dist, 'index.html'), page);
  await writeFile(join(dist, 'assets', 'app-1.js'), script);
  await writeFile(join(root, 'data', 'adult', 'adult.data'), large);
});
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
  said = [];
  await rm(root, { recursive: true });
});

/** Open file descriptors below the test's folder. */
function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)].filter((path) => path.startsWith(root));
    } catch {
      return [];
    }
  });
}

/** Starts a download and destroys the connection after `bytes`. */
function breakOff(base: string, path: string, after: number): Promise<void> {
  return new Promise((done) => {
    const { port } = new URL(base);
    let seen = 0;
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      if (after === 0) socket.destroy();
    });
    socket.on('data', (piece) => {
      seen += piece.length;
      if (seen >= after) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => done());
  });
}

describe('300 aborted downloads', () => {
  it.skipIf(!existsSync('/proc/self/fd')).each([
    ['before the first byte', 0],
    ['after the head', 1],
    ['in the middle', 4_000_000],
  ])(
    '%s leave no open file',
    async (_moment, after) => {
      const base = await serve();
      for (let round = 0; round < 10; round++)
        await Promise.all(Array.from({ length: 30 }, () => breakOff(base, '/data/adult/adult.data', after)));
      await vi.waitFor(() => expect(openFiles()).toEqual([]), { timeout: 10_000 });
      expect((await ask(base, '/data/adult/adult.data')).body.equals(large)).toBe(true);
      expect(said).toEqual([]);
    },
    60_000,
  );
});

describe('a build replaced under a running server', () => {
  it.each([
    ['removed', async () => rm(dist, { recursive: true })],
    ['half written', async () => writeFile(join(dist, 'assets', 'app-1.js'), 'half')],
    [
      'another one',
      async () => {
        await rm(join(dist, 'assets', 'app-1.js'));
        await writeFile(join(dist, 'index.html'), 'other');
      },
    ],
  ])('does not affect served files: %s', async (_what, replace) => {
    const base = await serve();
    await replace();
    expect((await ask(base, '/')).body.toString()).toBe(page);
    expect((await ask(base, '/assets/app-1.js')).body.toString()).toBe(script);
    expect((await ask(base, '/assets/app-2.js')).status).toBe(404);
  });

  it('is still served in part by a restarted server: the chunks of open pages', async () => {
    const earlier = join(root, 'earlier');
    await mkdir(earlier);
    await writeFile(join(earlier, 'app-0.js'), 'old');
    await writeFile(join(root, 'secret'), 'secret');
    const base = await serve({ earlier });
    const { headers, body } = await ask(base, '/assets/app-0.js');
    expect(body.toString()).toBe('old');
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': expect.stringContaining('immutable'),
    });
    for (const path of ['/assets/..%2fsecret', '/assets/../secret', '/assets/%2e%2e/secret', '/assets/%'])
      expect((await ask(base, path)).status).toBe(404);
  });
});

describe('a server for a class', () => {
  it('names its addresses in the page, as they are at the time, in every encoding', async () => {
    await packFolder(dist);
    let addresses = ['http://192.168.1.7:4173/', 'http://10.0.0.7:4173/'];
    const base = await serve({ classAddresses: () => addresses });
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer) => bytes };
    const tags = new Set<unknown>();
    for (const now of [addresses, ['http://10.9.9.9:4173/'], []]) {
      addresses = now;
      for (const [encoding, read] of Object.entries(unpack)) {
        const { headers, body } = await ask(base, '/', { 'accept-encoding': encoding });
        expect(headers['content-encoding'] ?? 'identity').toBe(encoding);
        const html = read(body).toString();
        expect(classAddressesIn(html)).toEqual(now);
        expect(html.replace(/<meta[^>]*>/, '')).toBe(page);
        tags.add(headers.etag);
        const again = await ask(base, '/index.html', {
          'accept-encoding': encoding,
          'if-none-match': String(headers.etag),
        });
        expect(again.status).toBe(304);
      }
    }
    expect(tags.size).toBe(9);
  });

  it('opens no further host names', async () => {
    const base = await serve({ classAddresses: () => ['http://192.168.1.7:4173/'], host: '0.0.0.0' });
    expect((await ask(base, '/', { host: '192.168.1.7:4173' })).status).toBe(200);
    expect((await ask(base, '/', { host: 'evil.example' })).status).toBe(403);
  });

  it('is only what was started as one', async () => {
    const { body } = await ask(await serve({ host: '0.0.0.0' }), '/');
    expect(body.toString()).toBe(page);
    expect(classAddressesIn(body.toString())).toBeUndefined();
  });
});

describe('a response', () => {
  it('is compressed with an encoding that the browser accepts', async () => {
    await packFolder(dist);
    const base = await serve();
    const get = (accept: string) => ask(base, '/assets/app-1.js', { 'accept-encoding': accept });
    const br = await get('gzip, deflate, br');
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding' });
    expect(brotliDecompressSync(br.body).toString()).toBe(script);
    const gzip = await get('gzip, br;q=0');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(script);
    const plain = await get('identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe(script);
    expect(new Set([br, gzip, plain].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(br.body.length).toBeLessThan(script.length / 10);
    // Compressed copies have no URL of their own.
    expect((await ask(base, '/assets/app-1.js.br')).status).toBe(404);
  });

  it('is revalidated, and a 304 if unchanged', async () => {
    const base = await serve();
    for (const path of ['/', '/data/adult/adult.data']) {
      const first = await ask(base, path);
      expect(first.headers['cache-control']).toBe('no-cache');
      const again = await ask(base, path, { 'if-none-match': String(first.headers.etag) });
      expect([again.status, again.body.length]).toEqual([304, 0]);
      expect((await ask(base, path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
  });

  it.each([
    ['bytes=7999990-', 206, 'bytes 7999990-7999999/8000000', 10],
    ['bytes=0-3', 206, 'bytes 0-3/8000000', 4],
    ['bytes=-5', 206, 'bytes 7999995-7999999/8000000', 5],
    ['bytes=8000000-', 416, 'bytes */8000000', 0],
    ['bytes=3-1', 416, 'bytes */8000000', 0],
    ['bytes=0-1,5-6', 200, undefined, 8_000_000],
    ['lines=1-2', 200, undefined, 8_000_000],
  ])('may be a range of a data file: %s', async (range, status, contentRange, length) => {
    const base = await serve();
    const answer = await ask(base, '/data/adult/adult.data', { range });
    expect([answer.status, answer.headers['content-range'], answer.body.length]).toEqual([
      status,
      contentRange,
      length,
    ]);
    const other = await ask(base, '/data/adult/adult.data', { range, 'if-range': '"other"' });
    expect(other.status).toBe(200);
  });

  it('has no body for HEAD', async () => {
    const base = await serve();
    for (const [path, length] of [
      ['/', page.length] as const,
      ['/data/adult/adult.data', large.length] as const,
    ]) {
      const { status, headers, body } = await ask(base, path, {}, 'HEAD');
      expect([status, Number(headers['content-length']), body.length]).toEqual([200, length, 0]);
    }
  });

  it.each(['/', '/assets/app-1.js', '/data/adult/adult.data', '/data/', '/gone.js', '/data/gone'])(
    'has the security headers: %s',
    async (path) => {
      const { headers } = await ask(await serve(), path);
      expect(headers).toMatchObject({
        'content-security-policy': contentPolicy(),
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      });
    },
  );
});

describe('the content security policy', () => {
  const directive = (name: string) =>
    contentPolicy()
      .split('; ')
      .find((one) => one.startsWith(`${name} `))
      ?.split(' ')
      .slice(1);

  it('allows scripts from this origin only, and wasm', () => {
    expect(directive('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(contentPolicy()).not.toContain('unsafe-inline');
    expect(directive('frame-ancestors')).toEqual(["'none'"]);
  });

  it('allows connections to the registry’s mirrors with CORS only', () => {
    const all = folders.flatMap(({ mirrors }) => mirrors);
    const readable = all.filter(({ browsers }) => browsers).map(({ address }) => address);
    expect(readable.length).toBeGreaterThan(0);
    expect(directive('connect-src')).toEqual(["'self'", ...readable]);
    for (const { address } of all.filter(({ browsers }) => !browsers))
      expect(contentPolicy()).not.toContain(new URL(address).host);
  });
});

describe('accepted requests', () => {
  it('exclude foreign host names', async () => {
    const base = await serve();
    const { host, port } = new URL(base);
    for (const foreign of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil',
    ])
      for (const path of ['/', '/data/', '/data/adult/adult.data', '/assets/app-1.js']) {
        const { status, body } = await ask(base, path, { host: foreign });
        expect(status).toBe(403);
        expect(body.toString()).toMatch(
          /by its numeric address, such as http:\/\/127\.0\.0\.1:\d+\/.*F3_HOSTS=/,
        );
      }
    for (const own of [
      host,
      `LOCALHOST:${port}`,
      'localhost.',
      'a.localhost',
      '192.168.1.7',
      '[::1]:80',
      hostname(),
    ])
      expect((await ask(base, '/', { host: own })).status).toBe(200);
  });

  it('include host names given by the user', async () => {
    const base = await serve({ hosts: ['lab.school'], host: 'teacher' });
    for (const host of ['lab.school:80', 'Teacher'])
      expect((await ask(base, '/', { host })).status).toBe(200);
    expect((await ask(base, '/', { host: 'a.lab.school' })).status).toBe(403);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('exclude %s for pages', async (method) => {
    const { status, headers } = await ask(await serve(), '/', {}, method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('exclude endless and oversized headers and bodies', async () => {
    const base = await serve();
    const [server] = servers;
    expect(server?.headersTimeout).toBeLessThanOrEqual(10_000);
    expect(server?.requestTimeout).toBeLessThanOrEqual(30_000);
    expect(server?.timeout).toBeGreaterThan(0);
    const huge = await ask(base, '/', { 'x-much': 'x'.repeat(20_000) });
    expect(huge.status).toBe(431);
    expect((await ask(base, '/')).status).toBe(200);
  });

  it('are still answered after one fails', async () => {
    await mkdir(join(root, 'data', 'sgemm', 'sgemm_product.csv'), { recursive: true });
    const base = await serve();
    expect((await ask(base, '/data/sgemm/sgemm_product.csv')).status).toBe(404);
    const broken = createLabServer(dist, '\0', { report: (line) => void said.push(line) });
    servers.push(broken);
    const other = await listen(broken, '0');
    expect((await ask(other, '/data/adult/adult.data')).status).toBe(404);
    expect((await ask(other, '/')).status).toBe(200);
  });
});
