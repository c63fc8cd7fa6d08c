import { gzipSync } from 'node:zlib';
import { Gunzip } from 'fflate';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problemOf } from '../testSupport';
import { inflated, piecesUpTo, plainBytes } from './gunzip';

const given = (bytes: Uint8Array) => ({ file: 'some.bin', bytes, wayOut: 'Fetch it again.' });
const many = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);

describe('gzipped or plain bytes', () => {
  it.each([
    ['plain', many],
    ['packed', gzipSync(many)],
    ['packed in stored blocks', gzipSync(many, { level: 0 })],
  ])('are complete, %s', async (_, bytes) => {
    expect(Buffer.compare(await plainBytes(given(bytes), many.length), many)).toBe(0);
  });

  it('may have exactly the allowed size', async () => {
    await expect(plainBytes(given(gzipSync(many)), many.length)).resolves.toHaveLength(many.length);
    for (const bytes of [many, gzipSync(many)]) {
      const { title, detail } = await problemOf(plainBytes(given(bytes), many.length - 1));
      expect(title).toBe('This file is too large.');
      expect(detail).toMatch(/^some\.bin holds more than 299,999 bytes/);
    }
  });

  it('of a gzip bomb are not unpacked beyond the limit', async () => {
    const bomb = gzipSync(new Uint8Array(200_000_000), { level: 9 });
    expect(bomb.length).toBeLessThan(250_000);
    const { length, more } = await piecesUpTo(given(bomb), 1_000_000);
    expect(more).toBe(true);
    expect(length).toBeLessThan(2_000_000);
  });

  it.each([
    ['cut short', gzipSync(many).subarray(0, -20)],
    ['damaged', gzipSync(many).fill(0x55, 12, 40)],
    ['a gzip header alone', Uint8Array.of(0x1f, 0x8b)],
  ])('that are %s are reported', async (_, bytes) => {
    const { title, detail } = await problemOf(plainBytes(given(bytes), 1e9));
    expect(title).toBe('This gzip file is damaged or cut short.');
    expect(detail).toMatch(/^some\.bin \([\d,]+ bytes\) .* Fetch it again\.$/);
  });
});

/** As Chromium does it: a chunk is unpacked to its end before anyone can read a byte of it. */
function eagerUnpacker() {
  const chunks: number[] = [];
  class Eager extends TransformStream<Uint8Array, Uint8Array> {
    constructor() {
      const unpacker = new Gunzip();
      super({
        transform(chunk, controller) {
          chunks.push(chunk.length);
          unpacker.ondata = (piece) => controller.enqueue(piece);
          unpacker.push(chunk);
        },
      });
    }
  }
  vi.stubGlobal('DecompressionStream', Eager);
  return chunks;
}
afterEach(() => void vi.unstubAllGlobals());

describe('an unpacker that processes each chunk at once', () => {
  it('gets small chunks, and none after the reader stops', async () => {
    const chunks = eagerUnpacker();
    const bomb = gzipSync(new Uint8Array(200_000_000));
    expect(bomb.length).toBeGreaterThan(10 * 16_384);
    const { more } = await piecesUpTo(given(bomb), 1_000_000);
    expect(more).toBe(true);
    expect(Math.max(...chunks)).toBeLessThanOrEqual(16_384);
    expect(chunks.length).toBeLessThan(4);
  });

  it('gets all chunks if the reader continues', async () => {
    const chunks = eagerUnpacker();
    const packed = gzipSync(many, { level: 0 });
    expect(Buffer.compare(await plainBytes(given(packed), many.length), many)).toBe(0);
    expect(chunks.reduce((sum, length) => sum + length, 0)).toBe(packed.length);
  });
});

describe('a stream of gzipped bytes', () => {
  it('is read on demand, and cancelled when the reader stops', async () => {
    eagerUnpacker();
    let asked = 0;
    let left = false;
    const bomb = gzipSync(new Uint8Array(200_000_000));
    const source = async function* () {
      try {
        for (let at = 0; at < bomb.length; at += 10_000, asked++) yield bomb.subarray(at, at + 10_000);
      } finally {
        left = true;
      }
    };
    for await (const piece of inflated(source())) if (piece.length > 0) break;
    await vi.waitFor(() => expect(left).toBe(true));
    expect(asked).toBeLessThan(5);
  });

  it('passes on the source’s error', async () => {
    const reason = new Error('gone');
    const source = function* () {
      yield gzipSync(many).subarray(0, 100);
      throw reason;
    };
    const all = async () => {
      for await (const _ of inflated(source()));
    };
    await expect(all()).rejects.toBe(reason);
  });
});
