import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataHandler } from '../../../scripts/serveData';
import { folderWith, packedFile, startMirror, type TestMirror } from '../../../scripts/testSupport';
import { DataProblem } from '../spec';
import { type Folder, plainName } from '../storage/folders';
import { problemOf } from '../testSupport';
import { getFolder } from './getFolder';
import { folderStates, missingIn, readFrom } from './sources';

/** What the browser keeps: IndexedDB itself is tested in a browser. */
const kept = new Map<string, Uint8Array>();
let full = false;
/** Names of those that are kept for the visit only. */
const held = new Set<string>();
vi.mock('../storage/fileStore', () => ({
  storeFile: async (folder: string, name: string, bytes: Uint8Array) => {
    if (full) throw new DataProblem('The browser’s storage is full.', name);
    kept.set(`${folder}/${name}`, bytes);
  },
  readStoredFile: async (folder: string, name: string) => kept.get(`${folder}/${name}`),
  storedFiles: async (folder: string) =>
    [...kept]
      .filter(([key]) => key.startsWith(`${folder}/`))
      .map(([key, { length }]) => ({
        name: key.slice(folder.length + 1),
        bytes: length,
        ...(held.has(key) && { held: true }),
      })),
}));

const a = packedFile('a.txt', 'first');
const b = packedFile('b.txt', 'second');
const total = a.bytes.length + b.bytes.length;
let mirror: TestMirror;
let root: string;
const servers: Server[] = [];

async function listen(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/app/`;
}

/** Files of `root` below /app/data/, and nothing that answers for the lab. */
function staticServer(missing: 'none' | 'page'): Promise<string> {
  return listen(async (request, response) => {
    const path = (request.url ?? '').replace('/app/data/', '');
    const bytes = await readFile(join(root, path)).catch(() => undefined);
    if (bytes) response.writeHead(200, { 'Content-Length': bytes.length });
    else if (missing === 'none') response.writeHead(404);
    else response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : (bytes ?? '<!doctype html>'));
  });
}

function labServer(folder: Folder): Promise<string> {
  const handle = dataHandler(root, { folders: [folder] });
  return listen((request, response) => {
    request.url = (request.url ?? '').replace('/app/', '/');
    // fetch in Node names no origin; a browser's own headers are tested with the server.
    request.headers.origin = `http://${request.headers.host}`;
    void handle(request, response, () => response.end());
  });
}

beforeEach(async () => {
  kept.clear();
  held.clear();
  full = false;
  root = await mkdtemp(join(tmpdir(), 'sources-'));
  mirror = await startMirror({ 'a.txt.gz': a.bytes, 'b.txt.gz': b.bytes });
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  mirror.close();
  await rm(root, { recursive: true });
});

const from = (...moods: string[]): Folder =>
  folderWith({ files: [a.file, b.file], mirrors: moods.map((mood) => mirror.at(mood)) });
const never = new AbortController().signal;
const nothing = () => undefined;
const get = (folder: Folder, base: string, more: { patience?: number } = {}) =>
  getFolder('little', base, nothing, never, { folders: [folder], patience: 5000, ...more });
const state = async (folder: Folder, base: string) => (await folderStates(base, { folders: [folder] }))[0];

describe('the state of a folder', () => {
  const away = {
    folder: 'little',
    here: undefined,
    bytes: 0,
    storedBytes: 0,
    forVisit: false,
    missing: ['a.txt', 'b.txt'],
  };
  const at = (mood: string) => ({
    addresses: [`${mirror.address}/${mood}/a.txt.gz`, `${mirror.address}/${mood}/b.txt.gz`],
  });
  const nowhere = { addresses: [] };

  it('on the lab’s own server: everything can be fetched', async () => {
    const folder = { ...from(), mirrors: [] };
    const base = await labServer(folder);
    expect(await state(folder, base)).toEqual({ ...away, canGet: true, ...nowhere });
    await mkdir(join(root, 'little'));
    await writeFile(join(root, 'little', 'a.txt'), 'first');
    expect(await state(folder, base)).toEqual({
      ...away,
      bytes: 5,
      missing: ['b.txt'],
      canGet: true,
      ...nowhere,
    });
    await writeFile(join(root, 'little', 'b.txt.gz'), b.bytes);
    expect(await state(folder, base)).toMatchObject({
      here: 'server',
      bytes: 5 + b.bytes.length,
      storedBytes: 0,
      missing: [],
      canGet: true,
    });
  });

  it.each(['none', 'page'] as const)(
    'on a static server: its own files, and mirrors for the rest (%s)',
    async (missing) => {
      const base = await staticServer(missing);
      expect(await state(from('good'), base)).toEqual({ ...away, canGet: true, ...at('good') });
      expect(await state({ ...from('good'), mirrors: [] }, base)).toEqual({
        ...away,
        canGet: false,
        ...nowhere,
      });
      const closed = { ...from(), mirrors: [mirror.at('good', { browsers: false })] };
      expect(await state(closed, base)).toEqual({ ...away, canGet: false, ...at('good') });
      const small = { ...from(), mirrors: [mirror.at('good', { mostBytes: 3 })] };
      expect(await state(small, base)).toEqual({ ...away, canGet: false, ...nowhere });
      await mkdir(join(root, 'little'));
      await writeFile(join(root, 'little', 'a.txt.gz'), a.bytes);
      await writeFile(join(root, 'little', 'b.txt.gz'), b.bytes);
      expect(await state(closed, base)).toMatchObject({
        here: 'server',
        bytes: total,
        storedBytes: 0,
        missing: [],
        canGet: true,
      });
    },
  );

  it('in the browser’s storage, alone or together with the server’s', async () => {
    const base = await staticServer('none');
    kept.set('little/a.txt.gz', a.bytes);
    const half = { ...away, bytes: a.bytes.length, storedBytes: a.bytes.length, missing: ['b.txt'] };
    expect(await state(from('good'), base)).toEqual({ ...half, canGet: true, ...at('good') });
    await mkdir(join(root, 'little'));
    await writeFile(join(root, 'little', 'a.txt.gz'), a.bytes);
    await writeFile(join(root, 'little', 'b.txt.gz'), b.bytes);
    // The stored description of it can be removed, though the server has all.
    expect(await state(from('good'), base)).toMatchObject({
      here: 'server',
      bytes: total,
      storedBytes: a.bytes.length,
    });
    await rm(join(root, 'little'), { recursive: true });
    expect(await missingIn(from('good'), base)).toEqual(['b.txt']);
    kept.set('little/b.txt', Buffer.from('second'));
    expect(await state(from('good'), base)).toMatchObject({ here: 'browser', bytes: a.bytes.length + 6 });
    expect(await missingIn(from('good'), base)).toEqual([]);
  });

  it('where the browser stores nothing: for this visit only', async () => {
    const base = await staticServer('none');
    kept.set('little/a.txt.gz', a.bytes);
    kept.set('little/b.txt.gz', b.bytes);
    held.add('little/b.txt.gz');
    expect(await state(from('good'), base)).toMatchObject({ here: 'browser', forVisit: true });
  });

  it('where the server never answers: the stored files, without a long wait', async () => {
    const asked: string[] = [];
    const base = await listen((request) => void asked.push(`${request.method} ${request.url}`));
    kept.set('little/a.txt.gz', a.bytes);
    const [found] = await folderStates(base, { folders: [from('good')], patience: 100 });
    expect(found).toMatchObject({ here: undefined, storedBytes: a.bytes.length, missing: ['b.txt'] });
    expect(asked).toEqual(['GET /app/data/', 'HEAD /app/data/little/a.txt.gz']);
  });

  it('where nothing answers', async () => {
    expect(await state({ ...from(), mirrors: [] }, 'http://127.0.0.1:1/')).toEqual({
      ...away,
      canGet: false,
      ...nowhere,
    });
  });
});

describe('downloading through the lab’s server', () => {
  it('fetches missing files with progress, and reads them from the server', async () => {
    const folder = from('gone', 'good');
    const base = await labServer(folder);
    const told: number[][] = [];
    await getFolder('little', base, (...now) => told.push(now), never, { folders: [folder] });
    expect(told[0]).toEqual([0, total]);
    expect(await state(folder, base)).toMatchObject({ here: 'server', bytes: total });
    expect(kept.size).toBe(0);
    expect(await readFrom('little', base)('a.txt.gz')).toEqual(new Uint8Array(a.bytes));
    expect(await readFrom('little', base)('c.txt')).toBeUndefined();
  });

  it('reports what each mirror did', async () => {
    const folder = from('gone', 'wrong');
    const { title, detail } = await problemOf(get(folder, await labServer(folder)));
    expect(title).toBe('Little could not be downloaded.');
    expect(detail).toMatch(/a\.txt: .*\/gone\/a\.txt\.gz: the server answers 404; .*wrong bytes \(5 of them/);
    expect(detail).toMatch(/Trying again is unlikely to help: choose the files on this computer\.$/);
  });

  it('reports a full disk, and does not blame the connection', async () => {
    const folder = from('good');
    await writeFile(join(root, 'little'), 'a file where the folder belongs');
    const { detail } = await problemOf(get(folder, await labServer(folder)));
    expect(detail).toMatch(
      /^On the lab’s server: .*little is not a folder.* name another folder with F3_DATA=DIR\.$/,
    );
  });

  it('resumes after a cancelled download', async () => {
    const folder = from('silent');
    const base = await labServer(folder);
    const controller = new AbortController();
    const reason = new Error('paused');
    const getting = getFolder('little', base, nothing, controller.signal, { folders: [folder] });
    await vi.waitFor(async () => {
      const [part = ''] = await readdir(join(root, 'little'));
      expect((await readFile(join(root, 'little', part))).length).toBe(3);
    });
    controller.abort(reason);
    await expect(getting).rejects.toBe(reason);
    await vi.waitFor(async () => expect(await readdir(join(root, 'little'))).toEqual(['a.txt.gz.part']));
    const later = await labServer(from('good'));
    await get(from('good'), later);
    expect(mirror.asked).toEqual(['/silent/a.txt.gz', '/good/a.txt.gz 3-', '/good/b.txt.gz']);
  });

  const answering = (rest: RequestListener) =>
    listen((request, response) => {
      if (request.method === 'POST') return rest(request, response);
      response
        .setHeader('Content-Type', 'application/json')
        .end('{"server":"f3-lab","folders":{"little":[]}}');
    });

  it('reports a server that stops, refuses or falls silent', async () => {
    const stopping = await answering((_, response) => {
      response.write('{"file":"a","done":1,"total":2}\n', () => response.end());
    });
    expect((await problemOf(get(from(), stopping))).detail).toMatch(/stopped midway/);
    const breaking = await answering((_, response) => {
      response.write('{"file":"a","do', () => setTimeout(() => response.destroy(), 20));
    });
    expect((await problemOf(get(from(), breaking))).detail).toMatch(/stopped responding/);
    const refusing = await answering((_, response) => response.writeHead(403).end());
    expect((await problemOf(get(from(), refusing))).detail).toMatch(
      /the lab’s server answers 403\. Trying again is unlikely to help/,
    );
    const foreign = await answering((_, response) =>
      response
        .writeHead(403, { 'Content-Type': 'text/plain' })
        .end('Only the lab’s own page may ask for that.\n'),
    );
    expect((await problemOf(get(from(), foreign))).detail).toMatch(
      /answers 403: Only the lab’s own page may ask for that\. Trying/,
    );
    const silent = await answering((_, response) => response.write('{"file":"a","done":1,"total":2}\n'));
    expect((await problemOf(get(from(), silent, { patience: 200 }))).detail).toMatch(
      /no response from the lab’s server in 0\.2 s/,
    );
  });
});

describe('reading', () => {
  const folders = [folderWith({ files: [a.file, b.file] })];
  const read = (base: string) => readFrom('little', base, { folders });

  it('returns valid bytes in either form, even unpacked in transit', async () => {
    const base = await staticServer('none');
    kept.set('little/a.txt', Buffer.from('first'));
    await mkdir(join(root, 'little'));
    await writeFile(join(root, 'little', 'b.txt.gz'), 'second');
    expect(await read(base)('a.txt')).toEqual(Buffer.from('first'));
    expect(Buffer.from((await read(base)('b.txt.gz'))!).toString()).toBe('second');
  });

  it('names a file on the server that is not the published one', async () => {
    const base = await staticServer('none');
    await mkdir(join(root, 'little'));
    await writeFile(join(root, 'little', 'a.txt.gz'), b.bytes);
    const { title, detail } = await problemOf(read(base)('a.txt.gz'));
    expect(title).toBe('A data file is not the published one.');
    expect(detail).toMatch(/^data\/little\/a\.txt\.gz: wrong bytes .*`npm run data -- little`/);
  });

  it('names a stored file that has changed', async () => {
    kept.set('little/a.txt', Buffer.from('fyrst'));
    const { detail } = await problemOf(read(await staticServer('none'))('a.txt'));
    expect(detail).toMatch(/^a\.txt, as stored by this browser: wrong bytes .*Remove the data set/);
  });

  it('accepts a file in a form without a known checksum', async () => {
    const { plain: _, ...packedOnly } = a.file;
    const folder = folderWith({ files: [packedOnly] });
    kept.set('little/a.txt', Buffer.from('whatever'));
    const from = readFrom('little', await staticServer('none'), { folders: [folder] });
    expect(await from('a.txt')).toEqual(Buffer.from('whatever'));
  });
});

describe('downloading from mirrors, with the page on a static server', () => {
  let base: string;
  beforeEach(async () => {
    base = await staticServer('page');
  });

  it('stores missing files from the first mirror with valid bytes', async () => {
    const told: number[][] = [];
    const folder = from('gone', 'wrong', 'cut', 'good');
    await getFolder('little', base, (...now) => told.push(now), never, { folders: [folder] });
    expect(kept.get('little/a.txt.gz')).toEqual(new Uint8Array(a.bytes));
    expect([...kept.keys()]).toEqual(['little/a.txt.gz', 'little/b.txt.gz']);
    expect(told.at(-1)).toEqual([total, total]);
    expect(told.every(([done = 0, of]) => done <= total && of === total)).toBe(true);
    expect(await readFrom('little', base)('b.txt.gz')).toEqual(new Uint8Array(b.bytes));
  });

  it('reports each mirror’s failure: status, wrong bytes, cut off, slow, no answer', async () => {
    const folder = {
      ...from('gone', 'wrong', 'cut', 'silent'),
      files: [a.file],
    };
    const unreachable = {
      ...folder,
      mirrors: [...folder.mirrors, { address: 'http://127.0.0.1:1/', browsers: true }],
    };
    const { title, detail } = await problemOf(get(unreachable, base, { patience: 300 }));
    expect(title).toBe('Little could not be downloaded.');
    const half = Math.ceil(a.bytes.length / 2);
    for (const part of [
      `${mirror.address}/gone/a.txt.gz: the server answers 404;`,
      `${mirror.address}/wrong/a.txt.gz: wrong bytes (5 of them, SHA-256 `,
      `${mirror.address}/cut/a.txt.gz: cut off after ${half} of ${a.bytes.length} bytes;`,
      `${mirror.address}/silent/a.txt.gz: not a byte in 0.3 s;`,
      'http://127.0.0.1:1/a.txt.gz: no answer, or one without a CORS header',
    ])
      expect(detail).toContain(part);
    expect(kept.size).toBe(0);
  });

  it('keeps complete files, and fetches only the others next time', async () => {
    const half = { ...from('good'), mirrors: [mirror.at('good', { mostBytes: a.file.bytes })] };
    const larger = { ...half, files: [a.file, { ...b.file, bytes: 1000 }] };
    const { detail } = await problemOf(get(larger, base));
    expect(detail).toMatch(/^b\.txt: no mirror that allows browser access has it/);
    expect([...kept.keys()]).toEqual(['little/a.txt.gz']);
    const told: number[][] = [];
    await getFolder('little', base, (...now) => told.push(now), never, { folders: [from('good')] });
    expect(mirror.asked).toEqual(['/good/a.txt.gz', '/good/b.txt.gz']);
    // The bar goes on where it stood.
    expect(told[0]).toEqual([a.bytes.length, total]);
    expect(told.at(-1)).toEqual([total, total]);
  });

  it.each([
    [503, 'text/plain'],
    [200, 'text/html'],
  ])('holds no connection open to a mirror with a useless answer (%i, %s)', async (status, type) => {
    const closed = vi.fn();
    const talking = await listen((_, response) => {
      response.writeHead(status, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' });
      response.on('close', closed).write('a first part');
    });
    await problemOf(
      get({ ...from(), files: [a.file], mirrors: [{ address: talking, browsers: true }] }, base),
    );
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  });

  it('aborts a mirror that sends far more than the file’s size', async () => {
    let sent = 0;
    const endless = await listen((_, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      const more = (): void => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(
          sent === 65_536 ? Buffer.concat([a.bytes, Buffer.alloc(65_536)]) : Buffer.alloc(65_536),
        );
        setTimeout(more, 5);
      };
      more();
    });
    const folder = { ...from(), files: [a.file], mirrors: [{ address: endless, browsers: true }] };
    const { detail } = await problemOf(get(folder, base));
    expect(detail).toMatch(/a\.txt\.gz: it sends more than the \d+ bytes that the file has/);
    expect(sent).toBeLessThan(5_000_000);
  });

  it('does not fetch files that the static server has', async () => {
    await mkdir(join(root, 'little'));
    await writeFile(join(root, 'little', 'a.txt.gz'), a.bytes);
    await get(from('good'), base);
    expect([...kept.keys()].map(plainName)).toEqual(['little/b.txt']);
  });

  it('rejects with the signal’s reason when aborted, before or during the download', async () => {
    const controller = new AbortController();
    const reason = new Error('paused');
    const getting = getFolder(
      'little',
      base,
      (done) => done > 0 && controller.abort(reason),
      controller.signal,
      {
        folders: [from('silent', 'good')],
      },
    );
    await expect(getting).rejects.toBe(reason);
    expect(kept.size).toBe(0);
    const again = getFolder('little', base, nothing, controller.signal, { folders: [from('good')] });
    await expect(again).rejects.toBe(reason);
  });

  it.each([
    ['gone', 'the server answers 404', 'Trying again is unlikely to help: choose'],
    ['forbidden', 'the server answers 403', 'Trying again is unlikely to help: choose'],
    ['busy', 'the server answers 503', 'Try again later, or choose'],
    ['wrong', 'wrong bytes (5 of them', 'Trying again is unlikely to help: choose'],
    ['huge', /it would send \d\.?\d* kB, where the file has \d+ bytes/, 'Trying again is unlikely to help'],
    ['endless', /it sends more than the \d+ bytes/, 'Trying again is unlikely to help: choose'],
    ['short', /cut short: it ends after \d+ of \d+ bytes/, 'Trying again is unlikely to help: choose'],
    ['cut', 'cut off after', 'Check the connection and try again, or choose'],
    ['silent', 'not a byte in 0.3 s', 'Check the connection and try again, or choose'],
    ['page', 'it sends a web page, such as the login page of a network', 'Check the connection'],
  ])('offers a remedy for the cause: %s', async (mood, what, wayOut) => {
    const { detail } = await problemOf(get({ ...from(mood), files: [a.file] }, base, { patience: 300 }));
    expect(detail).toMatch(what);
    expect(detail.slice(detail.lastIndexOf('. ') + 2)).toContain(wayOut);
    expect(kept.size).toBe(0);
  });

  it('accepts bytes unpacked in transit, whose Content-Length is that of the packed bytes', async () => {
    await get({ ...from('encoded'), files: [a.file] }, base);
    expect(Buffer.from(kept.get('little/a.txt') ?? []).toString()).toBe('first');
  });

  it('reports full browser storage', async () => {
    full = true;
    expect((await problemOf(get(from('good'), base))).title).toBe('The browser’s storage is full.');
  });

  it('verifies downloads over plain http, too, where the browser has no SHA-256', async () => {
    const { crypto } = globalThis;
    vi.stubGlobal('crypto', { ...crypto, subtle: undefined });
    try {
      await get(from('wrong', 'good'), base);
      expect([...kept.keys()].map(plainName)).toEqual(['little/a.txt', 'little/b.txt']);
      kept.clear();
      expect((await problemOf(get(from('wrong'), base))).detail).toMatch(/wrong bytes \(5 of them/);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('rejects an unknown folder', async () => {
    const other = getFolder('toString', base, nothing, never);
    expect((await problemOf(other)).title).toBe('There is no data set “toString” to download.');
  });
});
