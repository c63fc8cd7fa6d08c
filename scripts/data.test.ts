import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchSet, request } from './data';

const contents = { 'a.gz': 'first', 'b.gz': 'second' };
const sha256 = Object.fromEntries(
  Object.entries(contents).map(([file, text]) => [file, createHash('sha256').update(text).digest('hex')]),
);
let server: Server;
let base: string;
let asked: string[] = [];
let folder: string;
let to: string;

beforeAll(async () => {
  server = createServer((incoming, response) => {
    asked.push(incoming.url ?? '');
    const [, mirror, file] = (incoming.url ?? '').split('/');
    const text = contents[file as keyof typeof contents];
    if (mirror === 'good') response.end(text);
    else if (mirror === 'wrong') response.end('<html>');
    else if (mirror === 'cut') {
      response.writeHead(200, { 'Content-Length': 1000 });
      response.write(text, () => response.destroy());
    } else response.writeHead(403).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  asked = [];
  folder = await mkdtemp(join(tmpdir(), 'fetch-data-'));
  to = join(folder, 'public', 'set');
});
afterEach(() => rm(folder, { recursive: true }));

async function run(mirrors: readonly string[], from?: string) {
  const lines: string[] = [];
  const failed = await fetchSet({
    download: { mirrors: mirrors.map((name) => `${base}/${name}/`), sha256 },
    to,
    from,
    say: (line) => lines.push(line),
  });
  return { failed, text: lines.join('\n') };
}

async function expectAll(): Promise<void> {
  expect((await readdir(to)).sort()).toEqual(['a.gz', 'b.gz']);
  for (const [file, text] of Object.entries(contents))
    expect(await readFile(join(to, file), 'utf8')).toBe(text);
}

describe('from the mirrors', () => {
  it('takes the first that has the right bytes', async () => {
    expect((await run(['gone', 'wrong', 'cut', 'good'])).failed).toEqual([]);
    await expectAll();
    expect(asked).toHaveLength(8);
  });

  it('keeps what is there and right, and replaces what is wrong', async () => {
    await mkdir(to, { recursive: true });
    await writeFile(join(to, 'a.gz'), contents['a.gz']);
    await writeFile(join(to, 'b.gz'), 'half');
    const { failed, text } = await run(['good']);
    expect(failed).toEqual([]);
    expect(asked).toEqual(['/good/b.gz']);
    expect(text).toContain('a.gz: there already');
    await expectAll();
  });

  it('names the file and what each mirror did when none has it', async () => {
    const { failed, text } = await run(['gone', 'wrong', 'cut']);
    expect(failed).toEqual(['a.gz', 'b.gz']);
    expect(text).toContain('a.gz: could not be had');
    expect(text).toContain('/gone/a.gz: the server answers 403');
    expect(text).toMatch(/\/wrong\/a\.gz: wrong bytes \(6 of them, SHA-256 \w{64}, expected \w{64}\)/);
    expect(text).toMatch(/\/cut\/a\.gz: (terminated|fetch failed)/);
    expect(await readdir(to)).toEqual([]);
  });
});

describe('from a folder', () => {
  it('copies the files', async () => {
    for (const [file, text] of Object.entries(contents)) await writeFile(join(folder, file), text);
    expect((await run([], folder)).failed).toEqual([]);
    await expectAll();
  });

  it('names a file that is missing or wrong, and copies the others', async () => {
    await writeFile(join(folder, 'a.gz'), contents['a.gz']);
    const missing = await run([], folder);
    expect(missing.failed).toEqual(['b.gz']);
    expect(missing.text).toContain(`${join(folder, 'b.gz')}: it is not there`);
    await writeFile(join(folder, 'b.gz'), 'other');
    expect((await run([], folder)).text).toContain(`${join(folder, 'b.gz')}: wrong bytes (5 of them`);
    expect(await readdir(to)).toEqual(['a.gz']);
  });
});

describe('what is asked for', () => {
  it('is one set, and perhaps a folder', () => {
    expect(request(['mnist'])).toEqual({ name: 'mnist', from: undefined });
    expect(request(['mnist', '--from', '../data'])).toEqual({ name: 'mnist', from: '../data' });
    expect(request(['--help'])).toBe('help');
  });

  it.each([
    [['cifar'], 'There is no data set "cifar" to fetch. There is: mnist.'],
    [['toString'], 'There is no data set "toString" to fetch. There is: mnist.'],
    [[], 'Name one data set.'],
    [['mnist', 'mnist'], 'Name one data set.'],
  ])('is refused with what exists: %j', (args, problem) => {
    expect(request(args)).toEqual({ problem });
  });

  it.each([[['mnist', '--form', 'x']], [['mnist', '--from']]])(
    'is refused when it is misspelt: %j',
    (args) => {
      expect(request(args)).toMatchObject({ problem: expect.stringMatching(/--f(ro|or)m/) });
    },
  );
});
