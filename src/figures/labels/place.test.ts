import { describe, expect, it } from 'vitest';
import type { Plot } from '../axes/plot';
import { accuracyAxis } from '../axes/scale';
import { crossings } from './crossings';
import { edgeNotes } from './edgeNotes';
import { type NamedEnd, placeNames } from './labels';
import { type Box, bestPlace, freePlace, overlap, runsThrough } from './place';

const box: Box = { x: 10, y: 10, width: 20, height: 10 };
const line = (...points: [number, number][]) => points.map(([x, y]) => ({ x, y }));

describe('a free position', () => {
  it('detects lines that cross a box, also between their points', () => {
    expect(runsThrough(line([0, 15], [40, 15]), box)).toBe(true);
    expect(runsThrough(line([20, 0], [20, 40]), box)).toBe(true);
    expect(runsThrough(line([15, 12], [16, 13]), box)).toBe(true);
    expect(runsThrough(line([0, 0], [40, 30]), box)).toBe(true);
    expect(runsThrough(line([0, 22], [40, 30]), box)).toBe(false);
    expect(runsThrough(line([0, 15], [9, 15]), box)).toBe(false);
    expect(runsThrough(line([0, 0], [9, 30], [40, 31]), box)).toBe(false);
    expect(runsThrough(line([20, 15]), box)).toBe(true);
    expect(runsThrough([], box)).toBe(false);
  });
  it('is the first without texts or lines; if lines are everywhere, the first without texts', () => {
    const places = [box, { ...box, y: 30 }, { ...box, y: 50 }] as const;
    const lines = [line([0, 15], [40, 15])];
    expect(freePlace(places, { boxes: [], lines })).toBe(places[1]);
    expect(freePlace(places, { boxes: [{ ...box, y: 35 }], lines })).toBe(places[2]);
    const everywhere = [...lines, line([0, 35], [40, 35]), line([0, 55], [40, 55])];
    expect(freePlace(places, { boxes: [], lines: everywhere })).toBeUndefined();
    expect(bestPlace(places, { boxes: [box], lines: everywhere })).toBe(places[1]);
    expect(bestPlace(places, { boxes: [...places], lines: everywhere })).toBe(places[0]);
  });
});

describe('names at the line ends', () => {
  const plot: Plot = {
    ...{ width: 400, height: 136, left: 50, right: 100, top: 10, bottom: 26 },
    x: { from: 0, to: 3, unit: 1 },
    y: accuracyAxis([0.8, 1]),
  };
  const end = (x: number, y: number, stopped: boolean, name = 'F³-Error'): NamedEnd => ({
    ...{ x, y, name },
    text: stopped ? 'stopped' : '97.9',
    stopped,
  });
  const apart = (boxes: readonly Box[]) =>
    boxes.every((one, i) =>
      boxes
        .slice(i + 1)
        .every((other) => !overlap(one, { ...other, y: other.y + 0.01, height: other.height - 0.02 })),
    );

  it('form a column to the right of lines that continue, and never overlap, including stopped ones', () => {
    const ends = [
      end(300, 40, false),
      end(300, 42, false),
      ...Array.from({ length: 5 }, () => end(60, 12, true)),
    ];
    const places = placeNames(plot, ends, [line([50, 12], [300, 40])]);
    expect(places.slice(0, 2).map(({ x }) => x)).toEqual([311, 311]);
    expect(apart(places)).toBe(true);
    for (const place of places) expect(place.y).toBeGreaterThanOrEqual(plot.top - 7);
  });
  it('of stopped lines yield to lines that continue, and stay inside the chart', () => {
    const [place] = placeNames(plot, [end(60, 60, true)], [line([50, 60], [300, 60])]);
    expect(runsThrough(line([50, 60], [300, 60]), place as Box)).toBe(false);
    const [last] = placeNames(plot, [end(340, 60, true)], []);
    expect(last).toMatchObject({ anchor: 'end' });
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThan(340);
  });
  it('are not covered by notes on values beyond the axis', () => {
    const names = placeNames(plot, [end(200, 108, true), end(290, 104, true)], []);
    const drawn = [line([50, 110], [300, 30])];
    const notes = edgeNotes({ plot, lines: [{ held: ['bottom'] }], boxes: names, drawn });
    expect(notes.map(({ label }) => label)).toEqual(['below 80\u202f%']);
    expect(apart([...names, ...notes.map((note) => note.box)])).toBe(true);
    expect(runsThrough(drawn[0] as never, notes[0]?.box as Box)).toBe(false);
    expect(edgeNotes({ plot, lines: [{ held: [] }], boxes: [], drawn })).toEqual([]);
  });
});

it('a line is marked where it leaves the plot, re-enters, and ends outside', () => {
  const points = line([0, -1], [1, 1], [2, 12], [3, 8], [4, 0], [5, -2]);
  expect(crossings(points, [0, 10])).toEqual([
    { x: 1 + 9 / 11, edge: 'top' },
    { x: 2.5, edge: 'top' },
    { x: 0.5, edge: 'bottom' },
    { x: 4, edge: 'bottom' },
    { x: 5, edge: 'bottom' },
  ]);
  expect(crossings(line([0, 0], [1, 10]), [0, 10])).toEqual([]);
  expect(crossings(line([3, 11]), [0, 10])).toEqual([{ x: 3, edge: 'top' }]);
});
