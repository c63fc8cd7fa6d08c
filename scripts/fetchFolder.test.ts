import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { createTar } from 'nanotar';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Archive, Folder } from '../src/data/storage/folders';
import { fetchFolder, filesThere } from './fetchFolder';
import type { FetchEvent, FetchRequest } from './fetchRequest';
import { folderWith, packedFile, startMirror, sum, type TestMirror } from './testSupport';

const a = packedFile('a.txt', 'first file '.repeat(50));
const b = packedFile('b.txt', 'second');
const texts = { 'a.txt': 'first file '.repeat(50), 'b.txt': 'second' };
const encoded = Object.fromEntries(
  Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)]),
);
const archives = {
  'all.zip': Buffer.from(
    zipSync({ Index: new Uint8Array(9), 'in/a.txt': encoded['a.txt']!, 'b.txt': encoded['b.txt']! }),
  ),
  'nested.zip': Buffer.from(zipSync({ 'inner.zip': zipSync(encoded) })),
  'half.zip': Buffer.from(
    zipSync({ 'a.txt': encoded['a.txt']!, 'b.txt': new TextEncoder().encode('other') }),
  ),
  'less.zip': Buffer.from(zipSync({ 'a.txt': encoded['a.txt']! })),
  'broken.zip': Buffer.from(zipSync(encoded)).subarray(0, 60),
  'all.tar.gz': gzipSync(
    createTar(Object.entries(encoded).map(([name, data]) => ({ name: `dir/${name}`, data }))),
  ),
};
const two = folderWith({ files: [a.file, b.file] });

let mirror: TestMirror;
let root: string;
let to: string;

beforeAll(async () => {
  mirror = await startMirror({
    'a.txt.gz': a.bytes,
    'b.txt.gz': b.bytes,
    'b.txt': Buffer.from('second'),
    ...archives,
  });
});
afterAll(() => mirror.close());
beforeEach(async () => {
  mirror.asked.length = 0;
  root = await mkdtemp(join(tmpdir(), 'fetch-folder-'));
  to = join(root, 'little');
});
afterEach(() => rm(root, { recursive: true }));

async function run(folder: Folder, more: Partial<FetchRequest> = {}) {
  const events: FetchEvent[] = [];
  const failed = await fetchFolder({
    folder,
    to,
    tell: (event) => events.push(event),
    patience: 300,
    ...more,
  });
  const reasons = events.flatMap((event) =>
    event.type === 'failed' ? event.failures.map(({ text }) => text) : [],
  );
  return { failed, events, reasons };
}
const from = (...moods: string[]): Folder => ({ ...two, mirrors: moods.map((mood) => mirror.at(mood)) });
const archive = (name: keyof typeof archives, more: Partial<Archive> = {}): Archive => ({
  address: `${mirror.address}/good/${name}`,
  kind: name.endsWith('.zip') ? 'zip' : 'tar.gz',
  bytes: 1000,
  ...more,
});

async function expectBoth(form: 'packed' | 'plain' = 'packed'): Promise<void> {
  const end = form === 'packed' ? '.gz' : '';
  expect((await readdir(to)).sort()).toEqual([`a.txt${end}`, `b.txt${end}`]);
  expect(await readFile(join(to, `a.txt${end}`))).toEqual(
    form === 'packed' ? a.bytes : Buffer.from(texts['a.txt']),
  );
}

describe('from mirrors', () => {
  it('uses the first with the right bytes', async () => {
    const { failed, events } = await run(from('gone', 'wrong', 'silent', 'good'));
    expect(failed).toEqual([]);
    await expectBoth();
    expect(events.filter(({ type }) => type === 'here')).toEqual([
      { type: 'here', file: 'a.txt', from: `${mirror.address}/good/a.txt.gz` },
      { type: 'here', file: 'b.txt', from: `${mirror.address}/good/b.txt.gz` },
    ]);
  });

  it('keeps valid files, gzipped or plain, and replaces wrong ones', async () => {
    await mkdir(to);
    await writeFile(join(to, 'a.txt'), texts['a.txt']);
    await writeFile(join(to, 'b.txt'), 'half');
    const { failed, events } = await run(from('good'));
    expect(failed).toEqual([]);
    expect(mirror.asked).toEqual(['/good/b.txt.gz']);
    expect(events[0]).toEqual({ type: 'here', file: 'a.txt', from: 'there already' });
    expect((await readdir(to)).sort()).toEqual(['a.txt', 'b.txt.gz']);
  });

  it('reports why each mirror failed', async () => {
    const { failed, reasons } = await run(from('gone', 'wrong', 'silent'));
    expect(failed).toEqual(['a.txt', 'b.txt']);
    expect(reasons[0]).toBe(`${mirror.address}/gone/a.txt.gz: the server answers 404`);
    expect(reasons[1]).toMatch(
      /\/wrong\/a\.txt\.gz: wrong bytes \(5 of them, SHA-256 \w{64}, expected \w{64} or \w{64}\)/,
    );
    expect(reasons[2]).toBe(`${mirror.address}/silent/a.txt.gz: not a byte in 0.3 s`);
  });

  it('reports an unreachable mirror', async () => {
    const folder = { ...two, mirrors: [{ address: 'http://127.0.0.1:1/', browsers: true }] };
    expect((await run(folder)).reasons[0]).toMatch(/^http:\/\/127\.0\.0\.1:1\/a\.txt\.gz: fetch failed: /);
  });

  it('requests only files within a mirror’s size limit', async () => {
    const folder = { ...two, mirrors: [mirror.at('good', { mostBytes: b.file.bytes })] };
    expect((await run(folder)).failed).toEqual(['a.txt']);
    expect(mirror.asked).toEqual(['/good/b.txt.gz']);
  });

  it('tries the user’s mirror first, with both forms', async () => {
    const folder = { ...from('good'), files: [b.file] };
    await run(folder, { mirror: `${mirror.address}/whole/` });
    expect(mirror.asked).toEqual(['/whole/little/b.txt.gz']);
    await rm(to, { recursive: true });
    const plainOnly = folderWith({ files: [{ ...b.file, name: 'b.txt' }] });
    mirror.asked.length = 0;
    expect((await run(plainOnly, { mirror: `${mirror.address}/gone` })).failed).toEqual(['b.txt']);
    expect(mirror.asked).toEqual(['/gone/little/b.txt.gz', '/gone/little/b.txt']);
  });

  it('reports progress over all files', async () => {
    const { events } = await run(from('good'));
    const told = events.filter((event) => event.type === 'progress');
    const total = a.bytes.length + b.bytes.length;
    expect(told.every((event) => event.total === total && event.done <= total)).toBe(true);
    expect(told.at(-1)).toEqual({ type: 'progress', file: 'b.txt', done: total, total });
  });
});

describe('a partial download', () => {
  it('is resumed, also within one run', async () => {
    expect((await run(from('cut', 'good'))).failed).toEqual([]);
    await expectBoth();
    const half = Math.ceil(a.bytes.length / 2);
    expect(mirror.asked.slice(0, 2)).toEqual(['/cut/a.txt.gz', `/cut/a.txt.gz ${half}-`]);
    expect(mirror.asked.some((line) => /^\/good\/a\.txt\.gz \d+-$/.test(line))).toBe(true);
  });

  it('is kept when aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('paused');
    const tell = (event: FetchEvent) => {
      if (event.type === 'progress' && event.done >= 3) controller.abort(reason);
    };
    const paused = fetchFolder({ folder: from('silent'), to, tell, signal: controller.signal });
    await expect(paused).rejects.toBe(reason);
    expect(await readdir(to)).toEqual(['a.txt.gz.part']);
    expect((await stat(join(to, 'a.txt.gz.part'))).size).toBe(3);
    await run(from('good'));
    expect(mirror.asked[1]).toBe('/good/a.txt.gz 3-');
    await expectBoth();
  });

  it('restarts if the server does not support ranges', async () => {
    await mkdir(to);
    await writeFile(join(to, 'a.txt.gz.part'), a.bytes.subarray(0, 7));
    expect((await run(from('whole'))).failed).toEqual([]);
    await expectBoth();
  });

  it('restarts if its beginning turns out to be wrong', async () => {
    await mkdir(to);
    await writeFile(join(to, 'a.txt.gz.part'), 'garbage');
    expect((await run(from('good'))).failed).toEqual([]);
    expect(mirror.asked.slice(0, 2)).toEqual(['/good/a.txt.gz 7-', '/good/a.txt.gz']);
    await expectBoth();
  });

  it('restarts if it is longer than the file', async () => {
    await mkdir(to);
    await writeFile(join(to, 'b.txt.gz.part'), Buffer.alloc(1000));
    expect((await run(from('good'))).failed).toEqual([]);
    await expectBoth();
  });

  it('is used as it is if already complete', async () => {
    await mkdir(to);
    await writeFile(join(to, 'a.txt.gz.part'), a.bytes);
    expect((await run(from('good'))).failed).toEqual([]);
    expect(mirror.asked[0]).toBe(`/good/a.txt.gz ${a.bytes.length}-`);
    expect(mirror.asked[1]).toBe('/good/b.txt.gz');
    await expectBoth();
  });
});

describe('a wrong response', () => {
  const one = (mood: string, more: Partial<Folder> = {}) => ({ ...from(mood), files: [a.file], ...more });

  it.each([
    ['huge', /it would send [\d.]+ kB, where the file has \d+ bytes$/],
    ['endless', new RegExp(`it sends more than the ${a.bytes.length} bytes that the file has$`)],
    ['short', new RegExp(`cut short: it ends after ${a.bytes.length - 3} of ${a.bytes.length} bytes$`)],
    ['page', /it sends a web page, such as the login page of a network$/],
    ['wrong', /wrong bytes \(5 of them/],
  ])('is reported, and its bytes are deleted: %s', async (mood, words) => {
    const { failed, reasons, events } = await run(one(mood));
    expect(failed).toEqual(['a.txt']);
    expect(reasons[0]).toMatch(words);
    expect(await readdir(to)).toEqual([]);
    for (const event of events)
      if (event.type === 'progress') expect(event.done).toBeLessThan(2 * a.bytes.length);
  });

  it('is limited for archives too: to their size, or twice an approximate one', async () => {
    const all = { ...archive('all.zip'), address: `${mirror.address}/endless/all.zip`, bytes: 300 };
    const about = await run({ ...two, archives: [all] });
    expect(about.reasons[0]).toMatch(/it sends more than the 600 bytes that the file has$/);
    const exact = await run({ ...two, archives: [{ ...all, sha256: sum('all') }] });
    expect(exact.reasons[0]).toMatch(/it sends more than the 300 bytes that the file has$/);
    expect(await readdir(to)).toEqual([]);
  });

  it('is limited when resuming', async () => {
    await mkdir(to);
    await writeFile(join(to, 'a.txt.gz.part'), a.bytes.subarray(0, 7));
    expect((await run(one('whole', { files: [{ ...a.file, bytes: a.file.bytes - 1 }] }))).reasons[0]).toMatch(
      /more than|would send/,
    );
    expect(await readdir(to)).not.toContain('a.txt.gz');
  });

  it('is not one decompressed in transit, whose announced length counts the gzipped bytes', async () => {
    expect((await run(one('encoded'))).failed).toEqual([]);
    expect(await readFile(join(to, 'a.txt'), 'utf8')).toBe(texts['a.txt']);
  });
});

describe('partial files of a killed run', () => {
  // Higher than any process id.
  const left = (name: string) => join(to, `${name}.99999999.1.part`);

  it('are resumed from the longest; the others are deleted', async () => {
    await mkdir(to);
    await writeFile(left('a.txt.gz'), a.bytes.subarray(0, 9));
    await writeFile(join(to, 'a.txt.gz.part'), a.bytes.subarray(0, 4));
    await writeFile(left('b.txt'), 'sec');
    expect((await run(from('good'))).failed).toEqual([]);
    expect(mirror.asked[0]).toBe('/good/a.txt.gz 9-');
    await expectBoth();
  });

  it('are deleted even if no file is missing; those of running processes and other files stay', async () => {
    await mkdir(to);
    await writeFile(join(to, 'a.txt.gz'), a.bytes);
    await writeFile(join(to, 'b.txt'), texts['b.txt']);
    for (const path of [left('a.txt'), join(to, 'b.txt.gz.part'), left('all.zip')])
      await writeFile(path, 'x');
    const others = [`a.txt.gz.${process.ppid}.1.part`, 'thesis.part'];
    for (const name of others) await writeFile(join(to, name), 'x');
    await run({ ...two, archives: [archive('all.zip')] });
    expect((await readdir(to)).sort()).toEqual(['a.txt.gz', 'b.txt', ...others].sort());
  });
});

it('two concurrent fetches of the same folder both succeed', async () => {
  const results = await Promise.all([run(from('good')), run(from('good')), run(from('cut', 'good'))]);
  expect(results.map(({ failed }) => failed)).toEqual([[], [], []]);
  await expectBoth();
});

describe('a reader', () => {
  it('never sees a partial or wrong file under its final name', async () => {
    const seen = new Set<number>();
    const tell = (event: FetchEvent) => {
      if (event.type !== 'progress') return;
      if (existsSync(join(to, 'a.txt.gz'))) seen.add(statSync(join(to, 'a.txt.gz')).size);
    };
    // Too long for three attempts, each of which receives half of the rest.
    const noise = packedFile('a.txt', Array.from({ length: 4000 }, (_, i) => sum(String(i))).join(''));
    const long = await startMirror({ 'a.txt.gz': noise.bytes });
    const folder = folderWith({ files: [noise.file], mirrors: [long.at('wrong'), long.at('cut')] });
    expect(await fetchFolder({ folder, to, tell })).toEqual(['a.txt']);
    expect(await readdir(to)).toEqual(['a.txt.gz.part']);
    const later = { ...folder, mirrors: [long.at('good')] };
    expect(await fetchFolder({ folder: later, to, tell })).toEqual([]);
    expect(long.asked.at(-1)).toMatch(/^\/good\/a\.txt\.gz \d+-$/);
    long.close();
    expect([...seen]).toEqual([]);
    expect(await readFile(join(to, 'a.txt.gz'))).toEqual(noise.bytes);
  });
});

describe('from archives', () => {
  const withArchives = (...all: Archive[]): Folder => ({ ...two, archives: all });

  it.each(['all.zip', 'nested.zip', 'all.tar.gz'] as const)('extracts the files of %s', async (name) => {
    const { failed, events } = await run(withArchives(archive(name, { sha256: sum(archives[name]) })));
    expect(failed).toEqual([]);
    await expectBoth('plain');
    const total = archives[name].length;
    expect(events.findLast(({ type }) => type === 'progress')).toMatchObject({
      file: name,
      done: total,
      total,
    });
  });

  it('reports a missing member, and keeps the others', async () => {
    const { failed, reasons } = await run(withArchives(archive('less.zip')));
    expect(failed).toEqual(['b.txt']);
    expect(reasons).toEqual([`${mirror.address}/good/less.zip: it is not in the archive`]);
    expect(await readdir(to)).toEqual(['a.txt']);
  });

  it('reports a wrong member, and tries the next archive for it', async () => {
    const { failed, reasons } = await run(withArchives(archive('half.zip')));
    expect(failed).toEqual(['b.txt']);
    expect(reasons[0]).toMatch(/half\.zip: wrong bytes \(5 of them/);
    expect((await run(withArchives(archive('half.zip'), archive('all.zip')))).failed).toEqual([]);
  });

  it('reports an archive that is damaged or not the published one', async () => {
    const damaged = await run(withArchives(archive('broken.zip')));
    expect(damaged.reasons[0]).toMatch(/broken\.zip: the archive cannot be unpacked/);
    const other = await run(withArchives(archive('all.zip', { sha256: sum('other') })));
    expect(other.reasons[0]).toMatch(
      /all\.zip: wrong bytes \(\d+ of them, SHA-256 \w{64}, expected \w{64}\)/,
    );
    expect(await readdir(to)).toEqual([]);
  });

  it('resumes a partial archive', async () => {
    await mkdir(to);
    await writeFile(join(to, 'all.zip.part'), archives['all.zip'].subarray(0, 20));
    expect((await run(withArchives(archive('all.zip')))).failed).toEqual([]);
    expect(mirror.asked).toEqual(['/good/all.zip 20-']);
    await expectBoth('plain');
  });

  it('are used only for files that no mirror has', async () => {
    const folder = { ...two, mirrors: [mirror.at('good')], archives: [archive('all.zip')] };
    await run(folder);
    expect(mirror.asked).toEqual(['/good/a.txt.gz', '/good/b.txt.gz']);
  });
});

describe('from a folder', () => {
  it('copies files, gzipped or plain, without network requests', async () => {
    await writeFile(join(root, 'a.txt.gz'), a.bytes);
    await writeFile(join(root, 'b.txt'), texts['b.txt']);
    const folder = { ...from('good'), archives: [archive('all.zip')] };
    expect((await run(folder, { from: root })).failed).toEqual([]);
    expect((await readdir(to)).sort()).toEqual(['a.txt.gz', 'b.txt']);
    expect(mirror.asked).toEqual([]);
  });

  it('reports missing and wrong files, and copies the others', async () => {
    await writeFile(join(root, 'a.txt.gz'), a.bytes);
    const missing = await run(two, { from: root });
    expect(missing.failed).toEqual(['b.txt']);
    expect(missing.reasons).toEqual([
      `${join(root, 'b.txt.gz')}: not found`,
      `${join(root, 'b.txt')}: not found`,
    ]);
    await writeFile(join(root, 'b.txt'), 'other');
    expect((await run(two, { from: root })).reasons[1]).toContain(
      `${join(root, 'b.txt')}: wrong bytes (5 of them`,
    );
    expect(await readdir(to)).toEqual(['a.txt.gz']);
  });

  it('accepts the same content with another compression', async () => {
    const other = gzipSync(texts['b.txt'], { level: 0 });
    await writeFile(join(root, 'b.txt.gz'), other);
    expect((await run({ ...two, files: [b.file] }, { from: root })).failed).toEqual([]);
    expect(await readFile(join(to, 'b.txt.gz'))).toEqual(other);
  });
});

it('lists existing files, one form of each', async () => {
  await mkdir(to);
  await writeFile(join(to, 'a.txt.gz'), 'xx');
  await writeFile(join(to, 'a.txt'), 'x');
  await writeFile(join(to, 'b.txt.gz.part'), 'x');
  expect(await filesThere(two, to)).toEqual([{ name: 'a.txt.gz', bytes: 2 }]);
  expect(await filesThere(two, join(root, 'none'))).toEqual([]);
});
