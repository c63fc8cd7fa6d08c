import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createTurns, type ReportLimit, type Turns } from './turns';

type Name = 'a' | 'b' | 'c';
const SIDE_BY_SIDE = { maxMilliseconds: 100, exclusive: false };
const ALONE = { maxMilliseconds: 20, exclusive: true };

let time = 0;
let going: Name[] = [];
const changed = vi.fn();
let turns: Turns<Name>;

beforeEach(() => {
  vi.useFakeTimers();
  [time, going] = [0, ['a', 'b']];
  changed.mockReset();
  turns = createTurns<Name>({
    going: () => going,
    changed,
    cores: 2,
    now: () => time,
  });
});

/** All runs that may train do so for `milliseconds`. @returns the limit of each run, undefined if it waits */
function together(milliseconds: number): (ReportLimit | undefined)[] {
  const asked = going.map((run) => {
    const limit = turns.limitFor(run);
    return { limit, end: limit && turns.begin(run) };
  });
  time += milliseconds;
  for (const { end } of asked) end?.();
  return asked.map(({ limit }) => limit);
}

/** Trains side by side until a round begins. @returns milliseconds until then */
function untilRound(milliseconds = 100): number {
  const from = time;
  while (turns.limitFor('a')?.exclusive === false && time - from < 1e6) together(milliseconds);
  return time - from;
}

describe('turns', () => {
  it('a single run is always alone', () => {
    going = ['a'];
    expect(together(100)).toEqual([{ maxMilliseconds: 100, exclusive: true }]);
  });

  it('several train side by side; in a round each trains once while the others wait', () => {
    expect(together(100)).toEqual([SIDE_BY_SIDE, SIDE_BY_SIDE]);
    untilRound();
    expect(together(20)).toEqual([ALONE, undefined]);
    expect(together(20)).toEqual([undefined, ALONE]);
    expect(together(100)).toEqual([SIDE_BY_SIDE, SIDE_BY_SIDE]);
  });

  it('a round costs a fifteenth of the training before the first, then ever less', () => {
    for (const factor of [15, 100, 300, 300]) {
      expect(untilRound()).toBe(factor * 2 * 20);
      together(20);
      together(20);
    }
  });

  it('rounds are rarer with long steps, which cannot be interrupted', () => {
    // Each answer exceeds its limit by 900 ms.
    expect(untilRound(1000)).toBe(28_000);
    expect(15 * 2 * (20 + 900)).toBeLessThan(28_000);
  });

  it('with more runs than cores, a step’s time alone is estimated from its time beside others', () => {
    going = ['a', 'b', 'c'];
    // Three runs on two cores: 900 ms take 600 ms alone.
    expect(untilRound(1000)).toBe(28_000);
    expect(15 * 3 * (20 + 600)).toBeLessThan(28_000);
    expect(15 * 3 * (20 + 900)).toBeGreaterThan(28_000);
  });

  it('starts a round once no run is computing', () => {
    for (let i = 0; i < 5; i++) together(100);
    const [endA, endB] = [turns.begin('a'), turns.begin('b')];
    time += 100;
    endA();
    expect(turns.limitFor('a')).toEqual(SIDE_BY_SIDE);
    const endNextA = turns.begin('a');
    endB();
    // Enough was trained, but run a is still computing.
    expect(turns.limitFor('b')).toBeUndefined();
    endNextA();
    expect([turns.limitFor('a'), turns.limitFor('b')]).toEqual([ALONE, undefined]);
  });

  it('a run that has ended meanwhile is skipped', () => {
    going = ['a', 'b', 'c'];
    untilRound();
    expect(together(20)).toEqual([ALONE, undefined, undefined]);
    going = ['a', 'c'];
    expect(together(20)).toEqual([undefined, ALONE]);
    expect(together(100)).toEqual([SIDE_BY_SIDE, SIDE_BY_SIDE]);
  });

  it('a run that hangs in its turn blocks the others for only a second', () => {
    untilRound();
    expect(turns.limitFor('a')).toEqual(ALONE);
    turns.begin('a');
    expect(turns.limitFor('b')).toBeUndefined();
    vi.advanceTimersByTime(1000);
    expect(changed).toHaveBeenCalledOnce();
    expect(turns.limitFor('b')).toEqual(SIDE_BY_SIDE);
  });

  it('a silent run is not waited for', () => {
    turns.begin('b');
    going = ['a', 'c'];
    for (let i = 0; i < 2; i++) together(100);
    expect(untilRound()).toBeLessThan(1000);
    expect(turns.limitFor('a')).toEqual(ALONE);
  });

  it('a pause postpones a round', () => {
    untilRound();
    vi.advanceTimersByTime(60_000);
    expect(turns.limitFor('a')).toEqual(SIDE_BY_SIDE);
    expect(untilRound()).toBe(15 * 2 * 20);
  });

  it('a pause postpones a round, also if an ended run never answers', () => {
    turns.begin('c');
    untilRound();
    vi.advanceTimersByTime(60_000);
    expect(turns.limitFor('a')).toEqual(SIDE_BY_SIDE);
    expect(untilRound()).toBe(15 * 2 * 20);
  });
});
