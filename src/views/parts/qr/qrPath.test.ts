import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { QUIET_ZONE, qrPath } from './qrPath';

/** The dark modules that a path covers, drawn by its own commands. */
function drawn(path: string, size: number): boolean[][] {
  const grid = Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
  for (const [, x, y, width, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(back).toBe(width);
    for (let i = 0; i < Number(width); i++) {
      const row = grid[Number(y)] ?? [];
      expect(row[Number(x) + i]).toBe(false);
      row[Number(x) + i] = true;
    }
  }
  return grid;
}

/** RGBA, `scale` pixels a module. */
function pixelsOf(grid: readonly (readonly boolean[])[], scale: number) {
  const size = grid.length * scale;
  const data = new Uint8Array(4 * size * size).fill(255);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (grid[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        data.fill(0, 4 * (y * size + x), 4 * (y * size + x) + 3);
  return { width: size, height: size, data };
}

describe('the path of a QR code', () => {
  it.each([
    ['an address', 'http://10.0.0.7/'],
    ['a longer one', 'http://192.168.178.145:41730/'],
    ['one with settings', `http://teacher.school:4173/?${'a=1&'.repeat(60)}`],
  ])('reads as what was encoded: %s', (_what, text) => {
    const modules = encodeQR(text, 'raw', { border: QUIET_ZONE });
    const grid = drawn(qrPath(modules), modules.length);
    expect(grid).toEqual(modules);
    expect(decodeQR(pixelsOf(grid, 4))).toBe(text);
  });

  it('leaves the quiet zone free, and only that', () => {
    const modules = encodeQR('http://10.0.0.7/', 'raw', { border: QUIET_ZONE });
    const size = modules.length;
    const grid = drawn(qrPath(modules), size);
    const dark = grid.flatMap((row, y) => row.flatMap((is, x) => (is ? [x, y] : [])));
    expect([Math.min(...dark), Math.max(...dark)]).toEqual([4, size - 5]);
  });

  it('ends runs at the edge and at light modules', () => {
    expect(
      qrPath([
        [true, true, false, true],
        [false, false, false, false],
        [false, true, true, true],
      ]),
    ).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z');
  });
});
