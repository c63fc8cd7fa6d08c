import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLabServer } from './labServer';
import { listen } from './start';

let folder: string;
let server: Server;
let base: string;

function close(one: Server): void {
  one.closeAllConnections();
  one.close();
}

/** A request without Sec-Fetch-Mode, as from older browsers; fetch would add it. */
function navigate(path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((done, fail) => {
    get(new URL(path, base), { headers: { accept: 'text/html,*/*' } }, async (response) => {
      let body = '';
      for await (const part of response) body += String(part);
      done({ status: response.statusCode, body });
    }).on('error', fail);
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await mkdir(join(folder, 'data', 'adult'), { recursive: true });
  await writeFile(join(folder, 'dist', 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'dist', 'assets', 'kernel.wasm'), 'wasm');
  await writeFile(join(folder, 'data', 'adult', 'adult.data.gz'), 'bytes');
  server = createLabServer(join(folder, 'dist'), join(folder, 'data'));
  base = await listen(server, '0');
});

afterAll(async () => {
  close(server);
  await rm(folder, { recursive: true });
});

describe('the server', () => {
  it.each(['', 'index.html', 'assets/kernel.wasm', 'data/adult/adult.data.gz', 'nothing'])(
    'isolates the page so that threads may share memory: /%s',
    async (path) => {
      const { headers } = await fetch(base + path);
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    },
  );

  it('sends the content type', async () => {
    const type = async (path: string) => (await fetch(base + path)).headers.get('content-type');
    expect(await type('assets/kernel.wasm')).toBe('application/wasm');
    expect(await type('')).toMatch('text/html');
    expect(await type('data/adult/adult.data.gz')).toBe('application/octet-stream');
  });

  it('sends the page for navigations only', async () => {
    const page = await navigate('/compare?seed=1');
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<title>page') });
    expect((await navigate('/data/adult/gone')).status).toBe(404);
    expect((await fetch(`${base}assets/gone.js`)).status).toBe(404);
    expect((await fetch(`${base}data/mnist`, { method: 'POST' })).status).toBe(403);
  });

  it('allows caching only of files with a content hash', async () => {
    const cache = async (path: string) => (await fetch(base + path)).headers.get('cache-control');
    expect(await cache('assets/kernel.wasm')).toMatch('immutable');
    expect(await cache('')).toBe('no-cache');
  });
});

describe('the port', () => {
  it('must be free if given', async () => {
    const port = (server.address() as AddressInfo).port;
    const other = createServer();
    await expect(listen(other, String(port))).rejects.toThrow(
      `Port ${port} is taken. Choose another one: PORT=${port + 1} npm start.`,
    );
  });

  it('is the next free one by default', async () => {
    const servers = [createServer(), createServer()];
    const addresses = [];
    for (const one of servers) addresses.push(await listen(one, undefined));
    expect(new Set(addresses).size).toBe(2);
    for (const one of servers) close(one);
  });

  it.each(['x', '-1', '70000', '1.5'])('is rejected if invalid: %s', async (text) => {
    await expect(listen(createServer(), text)).rejects.toThrow(
      `PORT is "${text}"; it must be a whole number`,
    );
  });
});

describe('the command', () => {
  const start = fileURLToPath(new URL('./start.ts', import.meta.url));
  const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    spawn(process.execPath, ['--import', 'tsx', start, ...args], { env: { ...process.env, ...env } });

  it('prints help', async () => {
    const child = run(['--help']);
    const [text] = (await once(child.stdout, 'data')) as [Buffer];
    expect(text.toString()).toMatch(
      /--class[\s\S]*--no-build[\s\S]*PORT[\s\S]*HOST[\s\S]*F3_DATA[\s\S]*F3_MIRROR/,
    );
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(0);
  });

  it('rejects an unknown option', async () => {
    const child = run(['--nonsense']);
    await once(child, 'exit');
    expect(child.exitCode).toBe(2);
  });

  it('rejects an address for a class that only this computer can open, before it builds', async () => {
    const child = run(['--class'], { HOST: 'localhost' });
    const [text] = (await once(child.stderr, 'data')) as [Buffer];
    expect(text.toString()).toMatch(
      /^HOST is "localhost", which only this computer can open\. .*leave HOST out/,
    );
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
  });
});
