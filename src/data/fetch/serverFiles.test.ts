import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { folderWith } from '../../../scripts/testSupport';
import { readFromServer } from './serverFiles';

const text = async (bytes: Promise<Uint8Array | undefined>) => {
  const found = await bytes;
  return found === undefined ? undefined : Buffer.from(found).toString();
};

describe('files on the server', () => {
  let server: Server;
  let base = '';
  const closed = vi.fn();
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/app/data/mnist/there') response.end('bytes');
      else if (request.url === '/app/data/mnist/page') {
        response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
      } else if (request.url?.endsWith('huge'))
        response.writeHead(200, { 'Content-Length': 1000 }).write('x');
      else if (request.url?.endsWith('endless')) {
        const more = (): void => {
          if (!response.destroyed) response.write('xxx', () => setImmediate(more));
        };
        more();
      } else if (request.url?.endsWith('silent')) response.write('x');
      else if (request.url?.endsWith('mute')) return;
      else if (request.url?.endsWith('talking'))
        response.writeHead(500).on('close', closed).write('a first part');
      else if (request.url?.endsWith('half')) {
        response.writeHead(200, { 'Content-Length': 10 });
        response.write('12345', () => setTimeout(() => response.destroy(), 10));
      } else if (request.url?.endsWith('slammed')) response.destroy();
      else response.writeHead(request.url?.endsWith('broken') ? 500 : 404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app/index.html`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('are read from the page’s own address', async () => {
    expect(await text(readFromServer('mnist', base)('there'))).toBe('bytes');
  });

  it('are missing if the server has none or answers with the page itself', async () => {
    expect(await readFromServer('mnist', base)('missing')).toBeUndefined();
    expect(await readFromServer('mnist', base)('page')).toBeUndefined();
  });

  const folders = [
    folderWith({
      name: 'mnist',
      files: ['huge', 'endless', 'silent', 'half'].map((name) => ({ name, bytes: 10 })),
    }),
  ];
  const read = (name: string) => readFromServer('mnist', base, { folders, patience: 200 })(name);

  it.each([
    ['huge', /it would send \d+ \S+, where the file has 10 bytes\. That file is not the published one/],
    ['endless', /it sends more than the 10 bytes that the file has\. That file is not the published one/],
    ['silent', /not a byte in 0\.2 s\. Is the lab’s server still running\?/],
    ['mute', /not a byte in 0\.2 s\. Is the lab’s server still running\?/],
    ['half', /cut off after 5 of 10 bytes\. Is the lab’s server still running\?/],
    ['slammed', /the server does not answer\. Is the lab’s server still running\?/],
    ['broken', /the server answers 500\. See the terminal of the lab’s server/],
  ])('are read no further than they can be valid: %s', async (name, words) => {
    await expect(read(name)).rejects.toThrow(words);
  });

  it('do not hold a connection open if the server refuses but keeps sending', async () => {
    await expect(read('talking')).rejects.toThrow(/the server answers 500/);
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  });

  it('are named if the server fails', async () => {
    await expect(readFromServer('mnist', base)('broken')).rejects.toThrow(
      /data\/mnist\/broken: the server answers 500/,
    );
    await expect(readFromServer('mnist', 'http://127.0.0.1:1/')('gone')).rejects.toThrow(
      /data\/mnist\/gone: the server does not answer/,
    );
  });
});
