import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createStream } from '../../core/random/rng';
import { Sha256 } from './sha256';

const oracle = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const { below } = createStream(0, 'sha256');
const random = (length: number): Uint8Array => Uint8Array.from({ length }, () => below(256));

describe('SHA-256', () => {
  it('equals the published digest (FIPS 180-4, "abc")', () => {
    expect(new Sha256().update(new TextEncoder().encode('abc')).digest()).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('agrees with Node for every length around the block boundaries', () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = random(length);
      expect(new Sha256().update(bytes).digest()).toBe(oracle(bytes));
    }
  });

  it('does not depend on chunk sizes or the kind of memory', () => {
    const bytes = random(5000);
    for (let turn = 0; turn < 50; turn++) {
      const hash = new Sha256();
      let at = 0;
      while (at < bytes.length) {
        const piece = bytes.subarray(at, at + below(300));
        const shared = new Uint8Array(new SharedArrayBuffer(piece.length + 3), 3);
        shared.set(piece);
        hash.update(shared);
        at += piece.length;
      }
      expect(hash.digest()).toBe(oracle(bytes));
    }
  });
});
