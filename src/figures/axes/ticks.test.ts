import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks, niceStep, roundMark, type Tick } from './ticks';

/** Parses a label: "1.0005M", "2×10⁻⁵", "12,000". */
function readLabel(label: string): number {
  const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const ascii = label
    .replaceAll('\u2212', '-')
    .replaceAll(',', '')
    .replace(
      /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/,
      (text) => `^${[...text].map((c) => (c === '⁻' ? '-' : superscripts.indexOf(c))).join('')}`,
    );
  const [, sign = '', mantissa = '', power] = /^(-?)([\d.]*)[×]?10\^(-?\d+)$/.exec(ascii) ?? [];
  if (power !== undefined) return Number(`${sign}${mantissa || 1}e${power}`);
  const unit = { K: 3, M: 6, B: 9, T: 12 }[ascii.at(-1) ?? ''];
  return unit === undefined ? Number(ascii) : Number(`${ascii.slice(0, -1)}e${unit}`);
}

const close = (a: number, b: number, scale: number) => Math.abs(a - b) <= 1e-9 * scale;

/** Random axis ends of every magnitude, width and sign, from a fixed seed. */
function* ranges(): Generator<readonly [number, number]> {
  let seed = 12345;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  for (let i = 0; i < 300; i += 1) {
    const size = 10 ** (random() * 28 - 14);
    const low = (random() < 0.3 ? 0 : random() * 2 - 1) * size;
    // From a range much wider than its offset to one a millionth of it.
    yield [low, low + size * 10 ** (random() * 8 - 6)];
  }
  for (const [low, high] of [
    [999_999, 1_000_007],
    [1e6, 1_003_500],
    [-1, 1],
    [0, 1e-30],
    [0, 7e22],
    [0, 1],
  ] as const)
    yield [low, high];
}

function expectLabels(ticks: readonly Tick[], scale: number, range: readonly number[]): void {
  ticks.forEach(({ at, label }, i) => {
    expect(label, `${range}`).not.toBe(ticks[i - 1]?.label);
    expect(close(readLabel(label), at, scale), `${label} at ${at} of ${range}`).toBe(true);
  });
}

describe('ticks of a linear axis', () => {
  it('are at least two, inside the axis, in equal steps of 1, 2 or 5, with labels that match their positions', () => {
    for (const [low, high] of ranges()) {
      for (const most of [2, 5, 7]) {
        const ticks = linearTicks(low, high, most);
        const span = high - low;
        const scale = Math.max(Math.abs(low), Math.abs(high));
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(2 * most + 2);
        const step = (ticks[1]?.at ?? 0) - (ticks[0]?.at ?? 0);
        const factor = Number(step.toExponential(3).split('e')[0]);
        expect([1, 2, 5], `${step} of ${low} … ${high}`).toContain(factor);
        for (const { at } of ticks) {
          expect(at).toBeGreaterThanOrEqual(low - span * 1e-5);
          expect(at).toBeLessThanOrEqual(high + span * 1e-5);
        }
        for (let i = 1; i < ticks.length; i += 1)
          expect(close((ticks[i]?.at ?? 0) - (ticks[i - 1]?.at ?? 0), step, Math.max(scale, span))).toBe(
            true,
          );
        expectLabels(ticks, scale, [low, high]);
      }
    }
  });

  it('have conventional labels', () => {
    const labels = (low: number, high: number, most = 5) =>
      linearTicks(low, high, most).map(({ label }) => label);
    expect(labels(-1, 1)).toEqual(['−1', '−0.5', '0', '0.5', '1']);
    expect(labels(0, 4000)).toEqual(['0', '1,000', '2,000', '3,000', '4,000']);
    expect(labels(0, 60_000)).toEqual(['0', '20K', '40K', '60K']);
    expect(labels(1_000_000, 1_003_500, 8)).toEqual([
      '1M',
      '1.0005M',
      '1.001M',
      '1.0015M',
      '1.002M',
      '1.0025M',
      '1.003M',
      '1.0035M',
    ]);
    expect(labels(0, 2e-6)).toEqual(['0', '0.5×10⁻⁶', '10⁻⁶', '1.5×10⁻⁶', '2×10⁻⁶']);
  });
});

describe('ticks of a logarithmic axis', () => {
  it('are few but at least two, inside the axis, with labels that match their positions', () => {
    for (const [a, b] of ranges()) {
      const low = Math.abs(a) || 1e-3;
      const high = low * (1 + Math.abs(b - a) / low);
      if (high / low < 1 + 1e-6) continue;
      for (const style of ['units', 'powers'] as const) {
        const ticks = logTicks(low, high, 7, style);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(9);
        for (const { at } of ticks) {
          expect(at).toBeGreaterThanOrEqual(low * (1 - 1e-5));
          expect(at).toBeLessThanOrEqual(high * (1 + 1e-5));
        }
        for (const [i, { at, label }] of ticks.entries()) {
          expect(label).not.toBe(ticks[i - 1]?.label);
          expect(close(readLabel(label), at, at), `${label} at ${at}`).toBe(true);
        }
      }
    }
  });

  it('are evenly spaced on a narrow range, then 1, 2, 5, and whole powers on a wide range', () => {
    const labels = (low: number, high: number, style: 'units' | 'powers' = 'powers') =>
      logTicks(low, high, 6, style).map(({ label }) => label);
    expect(labels(0.55, 0.8)).toEqual(['0.55', '0.6', '0.65', '0.7', '0.75', '0.8']);
    expect(labels(0.03, 3)).toEqual(['0.05', '0.1', '0.2', '0.5', '1', '2']);
    expect(labels(0.03, 200)).toEqual(['0.1', '1', '10', '100']);
    expect(labels(1e-12, 1e10)).toEqual(['10⁻¹⁰', '10⁻⁵', '1', '10⁵', '10¹⁰']);
    expect(labels(2e7, 1e9)).toEqual(['2×10⁷', '5×10⁷', '10⁸', '2×10⁸', '5×10⁸', '10⁹']);
    expect(labels(2e4, 1e6, 'units')).toEqual(['20K', '50K', '100K', '200K', '500K', '1M']);
  });
});

it('steps and ticks are rounded to the next 1, 2 or 5', () => {
  expect(niceStep(10, 6)).toEqual({ factor: 2, power: 0 });
  expect(niceStep(1, 10)).toEqual({ factor: 1, power: -1 });
  expect(niceStep(1000, 1)).toEqual({ factor: 1, power: 3 });
  expect([0.3, 0.5, 50.1, 100].map((value) => roundMark(value, 'up'))).toEqual([0.5, 0.5, 100, 100]);
  expect([0.3, 0.5, 49.9, 100].map((value) => roundMark(value, 'down'))).toEqual([0.2, 0.5, 20, 100]);
});

it('an empty axis has one tick', () => {
  expect(linearTicks(0, 0, 5)).toEqual([{ at: 0, label: '0' }]);
});
