import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, createServer, type InlineConfig, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveData } from './serveData';

let root: string;
let server: ViteDevServer;
let port: number;

/** Sends the raw path; fetch would normalise "..". */
function ask(path: string): Promise<{ status: number; encoding: string | undefined; body: Buffer }> {
  return new Promise((done, fail) => {
    get({ port, host: '127.0.0.1', path, headers: { accept: 'text/html' } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          encoding: response.headers['content-encoding'],
          body: Buffer.concat(parts),
        }),
      );
    }).on('error', fail);
  });
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'serve-data-'));
  await mkdir(join(root, 'public', 'icons'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(root, 'secret'), 'secret');
  await writeFile(join(root, 'public', 'icons', 'icon.svg'), '<svg/>');
  const config: InlineConfig = { root, configFile: false, logLevel: 'silent', plugins: [serveData({})] };
  server = await createServer({ ...config, server: { port: 0, host: '127.0.0.1', hmr: false, ws: false } });
  await server.listen();
  const address = server.httpServer?.address() as AddressInfo;
  port = address.port;
});

afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

describe('data files', () => {
  it('are served as raw bytes, also if they appear later', async () => {
    expect((await ask('/data/adult/adult.data.gz')).status).toBe(404);
    await mkdir(join(root, 'public', 'data', 'adult'), { recursive: true });
    const bytes = Buffer.from([0x1f, 0x8b, 1, 2, 3]);
    await writeFile(join(root, 'public', 'data', 'adult', 'adult.data.gz'), bytes);
    const found = await ask('/data/adult/adult.data.gz?again');
    expect(found).toEqual({ status: 200, encoding: undefined, body: bytes });
  });

  it.each(['/data/adult/none', '/data/adult', '/data/adult/', '/data/%zz', '/data/%00'])(
    'are a 404 if missing, never the page: %s',
    async (path) => {
      const { status, body } = await ask(path);
      expect(status).toBe(404);
      expect(body.toString()).not.toContain('<title>');
    },
  );

  it.each([
    '/data/../../secret',
    '/data/..%2f..%2fsecret',
    '/data/%2e%2e/%2e%2e/secret',
    '/data//etc/passwd',
  ])('never come from outside the folder: %s', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toMatch(/^secret|root:/);
  });

  it('are those of data sets; other files in the folder are not served', async () => {
    const data = join(root, 'public', 'data');
    await mkdir(join(data, 'sgemm'), { recursive: true });
    await writeFile(join(data, 'sgemm', 'marks.csv'), 'secret');
    await writeFile(join(data, 'sgemm', 'sgemm_product.csv.gz.part'), 'secret');
    await writeFile(join(data, 'notes.txt'), 'secret');
    await writeFile(join(data, 'sgemm', 'sgemm_product.csv'), 'table');
    expect((await ask('/data/sgemm/sgemm_product.csv')).body.toString()).toBe('table');
    for (const path of ['sgemm/marks.csv', 'sgemm/sgemm_product.csv.gz.part', 'notes.txt'])
      expect((await ask(`/data/${path}`)).status).toBe(404);
  });

  it('are not served through links that leave the folder', async () => {
    const at = join(root, 'public', 'data', 'wine-quality');
    await mkdir(at, { recursive: true });
    await symlink(join(root, 'secret'), join(at, 'winequality-red.csv'));
    await writeFile(join(at, 'real'), 'table');
    await symlink('real', join(at, 'winequality-white.csv'));
    expect((await ask('/data/wine-quality/winequality-red.csv')).status).toBe(404);
    expect((await ask('/data/wine-quality/winequality-white.csv')).body.toString()).toBe('table');
    const { folders } = JSON.parse((await ask('/data/')).body.toString());
    expect(folders['wine-quality']).toEqual([{ name: 'winequality-white.csv', bytes: 5 }]);
  });

  it('are listed, with the folders that this server can download', async () => {
    await mkdir(join(root, 'public', 'data', 'mnist'), { recursive: true });
    await writeFile(join(root, 'public', 'data', 'mnist', 't10k-labels-idx1-ubyte.gz'), 'xyz');
    await writeFile(join(root, 'public', 'data', 'mnist', 'notes.txt'), 'mine');
    const { status, body } = await ask('/data/?again');
    expect(status).toBe(200);
    expect(JSON.parse(body.toString())).toMatchObject({
      server: 'f3-lab',
      folders: { mnist: [{ name: 't10k-labels-idx1-ubyte.gz', bytes: 3 }] },
    });
  });

  it('come from the folder in F3_DATA', async () => {
    await mkdir(join(root, 'elsewhere', 'adult'), { recursive: true });
    await writeFile(join(root, 'elsewhere', 'adult', 'adult.test'), 'other');
    await symlink(join(root, 'elsewhere'), join(root, 'linked'));
    const plugins = [serveData({ F3_DATA: join(root, 'linked') })];
    const other = await createServer({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins,
      server: { port: 0, host: '127.0.0.1', hmr: false, ws: false },
    });
    await other.listen();
    const there = other.httpServer?.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${there.port}/data/adult/adult.test`);
    expect(await answer.text()).toBe('other');
    await other.close();
  });

  it('are excluded from builds, unlike the rest of public', async () => {
    await build({ root, configFile: false, logLevel: 'silent', plugins: [serveData({})] });
    expect((await readdir(join(root, 'dist'))).sort()).toEqual(['icons', 'index.html']);
    expect(await readdir(join(root, 'dist', 'icons'))).toEqual(['icon.svg']);
  });
});
