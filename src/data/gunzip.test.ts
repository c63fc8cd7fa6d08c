import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { piecesUpTo, plainBytes } from './gunzip';
import { problemOf } from './testSupport';

const given = (bytes: Uint8Array) => ({ file: 'some.bin', bytes, wayOut: 'Fetch it again.' });
const many = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);

describe('bytes, packed or plain', () => {
  it.each([
    ['plain', many],
    ['packed', gzipSync(many)],
    ['packed in stored blocks', gzipSync(many, { level: 0 })],
  ])('come out whole, %s', async (_, bytes) => {
    expect(Buffer.compare(await plainBytes(given(bytes), many.length), many)).toBe(0);
  });

  it('may have exactly as many bytes as allowed', async () => {
    await expect(plainBytes(given(gzipSync(many)), many.length)).resolves.toHaveLength(many.length);
    for (const bytes of [many, gzipSync(many)]) {
      const { title, detail } = await problemOf(plainBytes(given(bytes), many.length - 1));
      expect(title).toBe('This file is larger than it can be.');
      expect(detail).toMatch(/^some\.bin holds more than 299,999 bytes/);
    }
  });

  it('of a gzip bomb stay packed behind the bound', async () => {
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
  ])('that are %s are named', async (_, bytes) => {
    const { title, detail } = await problemOf(plainBytes(given(bytes), 1e9));
    expect(title).toBe('This gzip file is damaged or cut short.');
    expect(detail).toMatch(/^some\.bin \([\d,]+ bytes\) .* Fetch it again\.$/);
  });
});
