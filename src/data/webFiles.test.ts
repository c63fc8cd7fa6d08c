import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFromFiles, readFromServer } from './webFiles';

const wanted = [
  'train-images-idx3-ubyte.gz',
  'train-labels-idx1-ubyte.gz',
  't10k-images-idx3-ubyte.gz',
  't10k-labels-idx1-ubyte.gz',
];

function header(magic: number, count: number): Buffer {
  const bytes = Buffer.alloc(16, 1);
  bytes.writeUInt32BE(magic, 0);
  bytes.writeUInt32BE(count, 4);
  return bytes;
}

const file = (name: string, bytes: Uint8Array | string) => new File([bytes as Uint8Array<ArrayBuffer>], name);
const text = async (bytes: Promise<Uint8Array | undefined>) => {
  const found = await bytes;
  return found === undefined ? undefined : Buffer.from(found).toString();
};

describe('files that a person gave', () => {
  it('are found by name, packed or not', async () => {
    const read = readFromFiles(
      [file('train-labels-idx1-ubyte', 'plain'), file('t10k-labels-idx1-ubyte.gz', 'packed')],
      wanted,
    );
    expect(await text(read('train-labels-idx1-ubyte.gz'))).toBe('plain');
    expect(await text(read('train-labels-idx1-ubyte'))).toBe('plain');
    expect(await text(read('t10k-labels-idx1-ubyte.gz'))).toBe('packed');
    expect(await read('t10k-images-idx3-ubyte.gz')).toBeUndefined();
  });

  it('are found by content when they were renamed', async () => {
    const given = {
      'train-images-idx3-ubyte.gz': gzipSync(header(2051, 60_000)),
      'train-labels-idx1-ubyte.gz': header(2049, 60_000),
      't10k-images-idx3-ubyte.gz': header(2051, 10_000),
      't10k-labels-idx1-ubyte.gz': gzipSync(header(2049, 10_000)),
    };
    const files = Object.values(given).map((bytes, i) => file(`download (${i}).bin`, bytes));
    const read = readFromFiles([file('notes.txt', 'hello'), ...files.reverse()], wanted);
    for (const [name, bytes] of Object.entries(given)) {
      expect(Buffer.compare((await read(name)) ?? new Uint8Array(0), bytes)).toBe(0);
    }
  });

  it('are never taken for each other when their names are right: the loader says what is swapped', async () => {
    const read = readFromFiles([file('train-labels-idx1-ubyte.gz', header(2049, 10_000))], wanted);
    expect(await read('t10k-labels-idx1-ubyte.gz')).toBeUndefined();
  });

  it('are named when none of them belongs here', async () => {
    const read = readFromFiles([file('photo.png', 'x'), file('notes.txt', 'y')], wanted);
    await expect(read('train-images-idx3-ubyte.gz')).rejects.toThrow(
      /None of the files is part of this data set\. photo\.png, notes\.txt: expected train-images/,
    );
  });
});

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
