import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GetLine } from '../src/data/fetch/labServer';
import { isOwnPage } from './ownPage';
import { dataHandler } from './serveData';
import { folderWith, packedFile, startMirror, type TestMirror } from './testSupport';

const a = packedFile('a.txt', 'first');
const b = packedFile('b.txt', 'second');
let mirror: TestMirror;
let root: string;
let server: Server;
let base: string;

async function serve(...moods: string[]): Promise<void> {
  const folder = folderWith({ files: [a.file, b.file], mirrors: moods.map((mood) => mirror.at(mood)) });
  const handle = dataHandler(root, { folders: [folder] });
  server = createServer((incoming, response) => {
    void handle(incoming, response, () => response.writeHead(418).end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  mirror = await startMirror({ 'a.txt.gz': a.bytes, 'b.txt.gz': b.bytes });
  root = await mkdtemp(join(tmpdir(), 'fetch-on-request-'));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  mirror.close();
  await rm(root, { recursive: true });
});

const post = (headers: Record<string, string> = { Origin: base }, signal?: AbortSignal, name = 'little') =>
  fetch(`${base}/data/${name}`, { method: 'POST', headers, signal: signal ?? null });

async function lines(response: Response): Promise<GetLine[]> {
  return (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as GetLine);
}

describe('a requested folder', () => {
  it('is downloaded with progress', async () => {
    await serve('good');
    const response = await post();
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const told = await lines(response);
    expect(told[0]).toMatchObject({ done: 0, total: a.bytes.length + b.bytes.length });
    expect(told.at(-1)).toEqual({ ok: true });
    expect(await readFile(join(root, 'little', 'a.txt.gz'))).toEqual(a.bytes);
    expect(await (await fetch(`${base}/data/`)).json()).toEqual({
      server: 'f3-lab',
      folders: {
        little: [
          { name: 'a.txt.gz', bytes: a.bytes.length },
          { name: 'b.txt.gz', bytes: b.bytes.length },
        ],
      },
    });
  });

  it('reports failures', async () => {
    await serve('gone', 'wrong');
    const end = (await lines(await post())).at(-1);
    expect(end).toMatchObject({ ok: false });
    const reasons = end && 'ok' in end && !end.ok ? end.reasons : [];
    expect(reasons[0]).toMatch(
      /^a\.txt: .*\/gone\/a\.txt\.gz: the server answers 404; .*\/wrong\/a.*wrong bytes/,
    );
    expect(reasons).toHaveLength(2);
  });

  it('reports a write error', async () => {
    await serve('good');
    await rm(root, { recursive: true });
    const { writeFile } = await import('node:fs/promises');
    await writeFile(root, 'a file where a folder should be');
    const end = (await lines(await post())).at(-1);
    expect(end).toEqual({
      ok: false,
      reasons: [expect.stringMatching(/little is not a folder, .*F3_DATA=DIR$/)],
      faults: ['disk'],
    });
  });

  it('is downloaded once for two concurrent requests', async () => {
    await serve('good');
    const [one, two] = await Promise.all([post().then(lines), post().then(lines)]);
    expect(one.at(-1)).toEqual({ ok: true });
    expect(two.at(-1)).toEqual({ ok: true });
    expect(mirror.asked).toEqual(['/good/a.txt.gz', '/good/b.txt.gz']);
  });
});

describe('a closed page', () => {
  const little = () => readdir(join(root, 'little')).catch(() => []);
  const partThere = () =>
    vi.waitFor(
      async () => {
        const [name = ''] = await little();
        expect((await stat(join(root, 'little', name))).size).toBe(3);
      },
      { timeout: 5000 },
    );

  it('aborts the download, which the next request resumes', async () => {
    await serve('silent', 'good');
    const controller = new AbortController();
    const response = await post(undefined, controller.signal);
    await partThere();
    controller.abort();
    await response.text().catch(() => undefined);
    const asked = mirror.asked.length;
    await new Promise((done) => setTimeout(done, 200));
    // No other mirror and no retry.
    expect(mirror.asked).toHaveLength(asked);
    expect(await little()).toEqual(['a.txt.gz.part']);
    const again = new AbortController();
    const second = await post(undefined, again.signal);
    await vi.waitFor(() => expect(mirror.asked.at(-1)).toBe('/silent/a.txt.gz 3-'));
    again.abort();
    await second.text().catch(() => undefined);
  });

  it('does not abort it for another page', async () => {
    await serve('silent');
    const first = new AbortController();
    const second = new AbortController();
    const one = await post(undefined, first.signal);
    const two = await post(undefined, second.signal);
    await partThere();
    first.abort();
    await one.text().catch(() => undefined);
    let ended = false;
    const rest = two.text().finally(() => {
      ended = true;
    });
    await new Promise((done) => setTimeout(done, 200));
    expect(ended).toBe(false);
    expect(mirror.asked).toEqual(['/silent/a.txt.gz']);
    second.abort();
    await rest.catch(() => undefined);
  });
});

describe('the permitted origin', () => {
  /** A request with headers that fetch does not allow to set, as from another site. */
  const status = (headers: Record<string, string>, path = '/data/little', method = 'POST') =>
    new Promise<number | undefined>((done, fail) => {
      request({ port: new URL(base).port, host: '127.0.0.1', path, method, headers }, (response) => {
        response.resume();
        response.on('end', () => done(response.statusCode));
      })
        .on('error', fail)
        .end();
    });

  it('is that of the lab’s page', async () => {
    await serve('good');
    expect(await status({ 'Sec-Fetch-Site': 'same-origin', Origin: base })).toBe(200);
    expect(await status({ Origin: base })).toBe(200);
  });

  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
    { Origin: 'https://elsewhere.example' },
    { Origin: 'null' },
    {},
  ])('is no other: %j', async (headers) => {
    await serve('good');
    expect(await status(headers as Record<string, string>)).toBe(403);
    expect(mirror.asked).toEqual([]);
    expect(existsSync(join(root, 'little'))).toBe(false);
  });

  it('is not that of a foreign host name that resolves to this computer', async () => {
    await serve('good');
    const { port } = new URL(base);
    const as = (host: string) =>
      status({ Host: host, Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' });
    for (const host of ['elsewhere.example', `elsewhere.example:${port}`, '127.0.0.1.elsewhere.example'])
      expect(await as(host)).toBe(403);
    expect(mirror.asked).toEqual([]);
    for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`, hostname()])
      expect(await as(host)).toBe(200);
  });

  it('may be the host name at which the server listens', async () => {
    await serve('good');
    const of = (host: string) => ({ headers: { host, origin: `http://${host}` } });
    for (const host of ['teacher.school:4173', '', 'a b']) expect(isOwnPage(of(host))).toBe(false);
    expect(isOwnPage(of('teacher.school:4173'), { host: 'Teacher.school' })).toBe(true);
    expect(isOwnPage(of('teacher.school:4173'), { hosts: ['lab', 'teacher.school'] })).toBe(true);
    for (const host of ['192.168.7.5:4173', '[fd00::5]:4173']) expect(isOwnPage(of(host))).toBe(true);
  });

  it.each(['/data/none', '/data/', '/data/..%2flittle', '/data/little/a.txt.gz', '/data/%2e%2e'])(
    'can name known folders only: %s',
    async (path) => {
      await serve('good');
      expect(await status({ 'Sec-Fetch-Site': 'same-origin' }, path)).toBe(404);
      expect(await readdir(root)).toEqual([]);
    },
  );

  it('can neither write nor delete', async () => {
    await serve('good');
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect(await status({ 'Sec-Fetch-Site': 'same-origin' }, '/data/little', method)).toBe(405);
    expect(await status({}, '/elsewhere')).toBe(418);
  });
});
