/** What is kept of fixed points equals what is derived anew from the same points. */
import { describe, expect, it } from 'vitest';
import { columnsOf } from './columns';
import { type Buckets, decimate, makeBuckets } from './decimate';
import type { Columns, Line, Track, XY } from './line';
import { stops } from './read';

const noise = (i: number): number => Math.sin(12.9898 * i) * Math.cos(78.233 * i * i);
const curve = (n: number, of: (i: number) => number = (i) => 2 + noise(i)) => ({
  x: Float64Array.from({ length: n }, (_, i) => (6 * (i + 1)) / 120),
  y: Float64Array.from({ length: n }, (_, i) => of(i)),
  length: n,
});
const numbers = ({ x, y, length }: Columns): readonly (readonly number[])[] => [
  Array.from(x).slice(0, length),
  Array.from(y).slice(0, length),
];

type Place = NonNullable<Track['place']>;
const places: readonly (Place | undefined)[] = [
  undefined,
  (x) => 3 * x,
  (x) => (x < 2 || x > 7 ? undefined : x * x),
];

describe('columns', () => {
  const curves = [
    curve(300),
    curve(0),
    curve(1),
    curve(200, (i) => (i % 50 === 7 ? Number.NaN : noise(i))),
    curve(200, (i) => (i === 120 ? Number.POSITIVE_INFINITY : noise(i))),
  ];
  it('of fixed points are those of the same points that grow, whatever was asked before', () => {
    for (const points of curves) {
      const fixed = { ...points, fixed: true };
      for (const beta of [0, 0.6, 0.95, 0, 0.6])
        for (const place of places)
          for (const start of [undefined, 0.1, 0.2]) {
            const track = (of: Columns): Track => ({
              ...{ key: 'a', name: 'a', points: of },
              ...(place ? { place } : {}),
              ...(start === undefined ? {} : { start }),
            });
            // A copy has been asked nothing before.
            const wanted = numbers(columnsOf(track({ ...points }), beta));
            expect(numbers(columnsOf(track(fixed), beta))).toEqual(wanted);
          }
    }
  });

  it('of lines with the same x and different values are each line’s own', () => {
    const first = curve(100);
    const second = { ...first, y: first.y.map((y) => -y) };
    for (const points of [first, second, first]) {
      const track = { key: 'a', name: 'a', points: { ...points, fixed: true }, place: (x: number) => 2 * x };
      const wanted = columnsOf({ ...track, points: { ...points } }, 0.9);
      expect(numbers(columnsOf(track, 0.9))).toEqual(numbers(wanted));
    }
  });

  it('of fixed points are kept, and so is what is placed', () => {
    let placed = 0;
    const place = (x: number): number => {
      placed += 1;
      return 2 * x;
    };
    const track = { key: 'a', name: 'a', points: { ...curve(50), fixed: true }, place, start: 1 };
    const before = columnsOf(track, 0.6);
    const band = { ...track, points: { ...track.points, y: track.points.y.map((y) => y + 1) } };
    for (const [one, beta] of [
      [track, 0.6],
      [track, 0],
      [band, 0.6],
    ] as const)
      columnsOf(one, beta);
    // Beside the points, the start each time.
    expect(placed).toBe(50 + 4);
    expect(columnsOf(track, 0.6)).toBe(before);
  });
});

/** Point by point. */
function scanned({ x, y, length }: Columns, { width, ends }: Buckets): XY[] {
  const groups: number[][] = [];
  let before = Number.NaN;
  for (let i = 0; i < length; i += 1) {
    const own = Math.floor((x[i] as number) / width);
    const single = i === 0 || i === length - 1 || ends.has(x[i] as number);
    const last = groups.at(-1);
    if (single || own !== before || !last) groups.push([i]);
    else last.push(i);
    before = single ? Number.NaN : own;
  }
  const keep = (group: number[]): number[] => {
    if (group.length < 3) return group;
    const of = (i: number): number => y[i] as number;
    const low = group.reduce((a, b) => (of(b) < of(a) ? b : a));
    const high = group.reduce((a, b) => (of(b) > of(a) ? b : a));
    return [...new Set([Math.min(low, high), Math.max(low, high)])];
  };
  return groups.flatMap(keep).map((i) => ({ x: x[i] as number, y: y[i] as number }));
}

it('decimation by searching the ends of buckets keeps what a scan keeps', () => {
  for (const n of [0, 1, 2, 3, 10, 999, 5000]) {
    const uneven = { ...curve(n), x: Float64Array.from({ length: n }, (_, i) => i + 0.4 * noise(i)) };
    const repeated = { ...curve(n), x: Float64Array.from({ length: n }, (_, i) => Math.floor(i / 4)) };
    const broken = curve(n, (i) => (i % 3 === 0 ? Number.NaN : noise(i)));
    for (const columns of [curve(n), uneven, repeated, broken])
      for (const others of [[], [curve(n >> 1), curve(n >> 2)], [columns]])
        for (const span of [0, 1, n / 20]) {
          const buckets = makeBuckets(span, 60, others);
          expect(decimate(columns, buckets)).toEqual(scanned(columns, buckets));
        }
  }
});

it('stops are the x of all lines, each once, ascending', () => {
  const line = (points: Columns, more: Partial<Line> = {}): Line => ({
    ...{ key: 'a', rule: 'bp', name: 'a', points },
    ...more,
  });
  const long = { ...curve(40), length: 30 };
  const lines = [
    line(curve(20)),
    line({ ...curve(20), fixed: true }, { place: (x) => x + 1 / 3 }),
    line(long, { start: 1, between: { x: [1.01, 1.02], y: [0, 0], length: 2 } }),
    line(curve(0)),
  ];
  for (const beta of [0, 0.6]) {
    const all = lines.flatMap((one) => [
      ...(numbers(columnsOf(one, 0))[0] ?? []),
      ...(beta > 0 ? [] : Array.from(one.between?.x ?? [])),
    ]);
    expect(stops(lines, beta)).toEqual([...new Set(all)].sort((a, b) => a - b));
  }
});
