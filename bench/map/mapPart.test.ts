import { expect, it } from 'vitest';
import { loadWays, readWays } from '../../src/experiment/results/ways';
import type { PipelineRound, Way } from '../pipeline/findings';
import { batchesFor, places, pointOf } from './mapPart';
import { recordText } from './recordWays';
import { waysText } from './text';

const ways: readonly Way[] = [
  { stages: 1, threads: 1 },
  { stages: 2, threads: 1 },
  { stages: 1, threads: 2 },
];

/** Milliseconds of one worker, stages and threads. */
const round = (separate: number, ...ms: number[]): PipelineRound => ({
  separate,
  turns: new Map(
    ways.map((way, i) => [
      way,
      { msPerStep: ms[i] as number, busy: [], ticks: undefined, layers: [], possible: 1 },
    ]),
  ),
});
const place = { depth: 3, width: 64, batchSize: 50 };

it('compares within rounds in which two threads ran at once', () => {
  const rounds = [round(1, 9, 9, 1), round(1.8, 10, 5, 8), round(1.9, 20, 12, 16), round(1.7, 12, 6.6, 9.6)];
  expect(pointOf(place, 40, rounds)).toEqual({
    ...{ ...place, batches: 40, judged: 3, rounds: 4, alone: 0.012 },
    // 0.5, 0.6 and 0.55 of one worker's; 0.8.
    ...{ stages: expect.closeTo(0.012 * 0.55), threads: expect.closeTo(0.012 * 0.8) },
  });
  expect(pointOf(place, 40, rounds.slice(0, 1))).toMatchObject({ judged: 0, rounds: 1, alone: 0.009 });
  const none = { separate: 2, turns: new Map() };
  expect(() => pointOf(place, 40, [none])).toThrow('no turn of 1 stages with 1 threads');
});

it('a turn takes half a second, of ten batches at least, and an epoch at most', () => {
  expect([batchesFor(5, 50), batchesFor(0.01, 50), batchesFor(400, 50)]).toEqual([100, 1000, 10]);
  expect(batchesFor(0.5, 200)).toBe(300);
});

it('measures every depth at every width, and one depth at another batch size', () => {
  expect(places).toHaveLength(15);
  expect(places.filter(({ batchSize }) => batchSize === 50)).toHaveLength(12);
});

it('writes a record that reads the same, a line for each point, and the same when written again', async () => {
  const record = await loadWays();
  const text = recordText({ ...record, load: [1.23456, 2] });
  expect(readWays(JSON.parse(text))).toEqual({ ...record, load: [1.235, 2] });
  expect(text.match(/^ {4}\{"depth"/gm)).toHaveLength(record.points.length);
  expect(recordText(JSON.parse(text))).toBe(text);
});

it('tells every point, the costs and the error', async () => {
  const record = await loadWays();
  const text = waysText(record).join('\n');
  expect(text.match(/^\| 784-/gm)).toHaveLength(record.points.length);
  expect(text).toMatch(/Fitted: multiplyAdd [\d.]+ ns.* off by a factor of [\d.]+ /);
  expect(waysText(undefined)).toEqual([]);
});
