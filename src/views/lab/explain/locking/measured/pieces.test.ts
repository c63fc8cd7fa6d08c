import { expect, it } from 'vitest';
import type { Work } from '../../../../../core/cost/timeline';
import type { TraceEvent } from '../../../../../core/run/events';
import { fitted, inWindow, lengthOf, originOf, piecesOf, rowsOf } from './pieces';

type Lane = TraceEvent['lanes'][number];
/** A second for each work, and one between two batches. */
function lane(works: readonly (readonly [number, Work])[], batches: number, begins = 0): Lane {
  const period = works.length + 1;
  return {
    works: works.map(([layer, work]) => ({ layer, work })),
    seconds: Float64Array.from(
      Array.from(
        { length: batches * period },
        (_, i) => begins + Math.floor(i / period) * period + (i % period),
      ),
    ),
  };
}
const bp = [
  lane(
    [
      [0, 'forward'],
      [1, 'forward'],
      [1, 'backward'],
      [0, 'backward'],
    ],
    3,
  ),
];
const deep = (layers: number): Lane['works'] =>
  Array.from({ length: layers }, (_, layer) => ({ layer, work: 'forward' as const }));

it('draws works, and waiting between two works on one batch', () => {
  const pieces = piecesOf(bp, rowsOf(bp)).filter(({ batch }) => batch === 2);
  expect(pieces).toEqual([
    { row: 0, batch: 2, kind: 'forward', from: 5, to: 6 },
    { row: 0, batch: 2, kind: 'waits', from: 6, to: 8 },
    { row: 0, batch: 2, kind: 'learns', from: 8, to: 9 },
    { row: 1, batch: 2, kind: 'forward', from: 6, to: 7 },
    { row: 1, batch: 2, kind: 'learns', from: 7, to: 8 },
  ]);
});

it('layers that share a lane are one piece where one follows the other', () => {
  const pieces = piecesOf(bp, [{ name: '1–2', first: 1, last: 2, stage: undefined }]);
  expect(pieces.slice(0, 2)).toEqual([
    { row: 0, batch: 1, kind: 'forward', from: 0, to: 2 },
    { row: 0, batch: 1, kind: 'learns', from: 2, to: 4 },
  ]);
  expect(pieces).toHaveLength(6);
});

it('has a lane for each of twelve layers; deeper networks share them', () => {
  const rows = (...parts: number[][]) =>
    rowsOf(
      parts.map((part) => ({
        works: part.map((layer) => ({ layer, work: 'forward' as const })),
        seconds: new Float64Array(),
      })),
    );
  expect(rowsOf([{ works: deep(12), seconds: new Float64Array() }])).toHaveLength(12);
  const thirty = rowsOf([{ works: deep(30), seconds: new Float64Array() }]);
  expect(thirty.map(({ name }) => name)).toEqual([
    '1–3',
    '4–6',
    '7–9',
    '10–12',
    '13–15',
    '16–18',
    '19–21',
    '22–24',
    '25–27',
    '28–30',
  ]);
  expect(rows([0, 1], [2]).map(({ name, stage }) => [name, stage])).toEqual([
    ['layer 1', 1],
    ['layer 2', 1],
    ['layer 3', 2],
  ]);
  const stages = rows(
    Array.from({ length: 9 }, (_, i) => i),
    Array.from({ length: 5 }, (_, i) => 9 + i),
  );
  expect(stages.map(({ name, stage }) => [name, stage])).toEqual([
    ['1–9', 1],
    ['10–14', 2],
  ]);
  expect(rowsOf([])).toEqual([]);
});

it('the window begins with its first batch in every run, and is as long as the slowest one needs', () => {
  const fast = [lane([[0, 'forward']], 2, 100)];
  const view = { first: 2, shown: 1 };
  expect(originOf({ lanes: bp, ready: 0 }, view)).toBe(5);
  expect(originOf({ lanes: fast, ready: 100 }, view)).toBe(102);
  // The last lane still evaluated the epoch before.
  expect(originOf({ lanes: bp, ready: 7 }, view)).toBe(7);
  expect(originOf({ lanes: bp, ready: 7 }, { first: 9, shown: 1 })).toBe(0);
  expect(lengthOf([bp, fast], view), 'a batch of BP, and the pause after it').toBe(5);
  expect(lengthOf([bp, fast], { first: 1, shown: 3 }), 'all batches').toBe(14);
  expect(lengthOf([], view)).toBeGreaterThan(0);
  expect(fitted({ first: 9, shown: 2 }, [bp, fast])).toEqual({ first: 2, shown: 2, most: 3 });
  expect(fitted({ first: 1, shown: 8 }, [bp])).toEqual({ first: 1, shown: 3, most: 3 });
  const seen = inWindow(piecesOf(bp, rowsOf(bp)), 5.5, 1);
  expect(seen).toEqual([
    { row: 0, batch: 2, kind: 'forward', from: 0, to: 0.5 },
    { row: 0, batch: 2, kind: 'waits', from: 0.5, to: 1 },
    { row: 1, batch: 2, kind: 'forward', from: 0.5, to: 1 },
  ]);
});
