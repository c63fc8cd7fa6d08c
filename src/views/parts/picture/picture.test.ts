import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { fromBase64 } from '../../../experiment/files/base64';
import { pictureOf, pictureUrl } from './picture';

describe('a picture', () => {
  it('in colour is read from consecutive red, green and blue planes', () => {
    const inputs = Uint8Array.of(...new Array(12).fill(9), 1, 2, 3, 4, 10, 20, 30, 40, 100, 101, 102, 103);
    const pixels = pictureOf(inputs, 1, { height: 2, width: 2, channels: 3 });
    expect([...(pixels ?? [])]).toEqual([1, 10, 100, 255, 2, 20, 101, 255, 3, 30, 102, 255, 4, 40, 103, 255]);
  });
  it('in greyscale is equal in all channels, with numbers scaled to 0 … 255', () => {
    const grey = { height: 1, width: 2, channels: 1 } as const;
    expect([...(pictureOf(Uint8Array.of(7, 200), 0, grey) ?? [])]).toEqual([
      7, 7, 7, 255, 200, 200, 200, 255,
    ]);
    expect([...(pictureOf(Float32Array.of(0.5, 1), 0, grey) ?? [])].slice(0, 5)).toEqual([
      128, 128, 128, 255, 255,
    ]);
    expect(pictureOf(Uint8Array.of(1, 2), 1, grey)).toBeUndefined();
  });
  it('in a file has the same pixels', () => {
    const inputs = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);
    const shape = { height: 2, width: 2, channels: 3 } as const;
    const url = pictureUrl(inputs, 1, shape);
    const [head, body] = url?.split(',') ?? [];
    expect(head).toBe('data:image/png;base64');
    const { width, height, channels, data } = decode(fromBase64(body ?? ''));
    expect([width, height, channels, ...data]).toEqual([2, 2, 4, ...(pictureOf(inputs, 1, shape) ?? [])]);
    expect(pictureUrl(inputs, 2, shape)).toBeUndefined();
  });
});
