import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFromServer } from './serverFiles';

const text = async (bytes: Promise<Uint8Array | undefined>) => {
  const found = await bytes;
  return found === undefined ? undefined : Buffer.from(found).toString();
};

describe('files on the server', () => {
  let server: Server;
  let base = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/app/data/mnist/there') response.end('bytes');
      else if (request.url === '/app/data/mnist/page') {
        response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
      } else response.writeHead(request.url?.endsWith('broken') ? 500 : 404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app/index.html`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('are read beside the page', async () => {
    expect(await text(readFromServer('mnist', base)('there'))).toBe('bytes');
  });

  it('are not to be had where the server has none, or answers with the page itself', async () => {
    expect(await readFromServer('mnist', base)('missing')).toBeUndefined();
    expect(await readFromServer('mnist', base)('page')).toBeUndefined();
  });

  it('are named when the server fails', async () => {
    await expect(readFromServer('mnist', base)('broken')).rejects.toThrow(
      /data\/mnist\/broken: the server answers 500/,
    );
    await expect(readFromServer('mnist', 'http://127.0.0.1:1/')('gone')).rejects.toThrow(
      /data\/mnist\/gone: the server does not answer/,
    );
  });
});
