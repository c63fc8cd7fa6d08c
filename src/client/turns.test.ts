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

/** All that may go do so at once, and answer after so many milliseconds; what each was asked for. */
function together(milliseconds: number): (ReportLimit | undefined)[] {
  const asked = going.map((run) => {
    const limit = turns.limitFor(run);
    return { limit, end: limit && turns.begin(run) };
  });
  time += milliseconds;
  for (const { end } of asked) end?.();
  return asked.map(({ limit }) => limit);
}

/** Side by side until a round begins; how long that took. */
function untilRound(milliseconds = 100): number {
  const from = time;
  while (turns.limitFor('a')?.exclusive === false && time - from < 1e6) together(milliseconds);
  return time - from;
}

describe('turns', () => {
  it('one algorithm is always alone', () => {
    going = ['a'];
    expect(together(100)).toEqual([{ maxMilliseconds: 100, exclusive: true }]);
  });

  it('several go side by side; then each goes once while the others wait, and on', () => {
    expect(together(100)).toEqual([SIDE_BY_SIDE, SIDE_BY_SIDE]);
    untilRound();
    expect(together(20)).toEqual([ALONE, undefined]);
    expect(together(20)).toEqual([undefined, ALONE]);
    expect(together(100)).toEqual([SIDE_BY_SIDE, SIDE_BY_SIDE]);
  });

  it('what a round holds up is a fifteenth of what came before the first, then ever less', () => {
    for (const factor of [15, 100, 300, 300]) {
      expect(untilRound()).toBe(factor * 2 * 20);
      together(20);
      together(20);
    }
  });

  it('long steps cannot be cut short: they are told alone more rarely', () => {
    // Each answer comes 900 ms after its time.
    expect(untilRound(1000)).toBe(28_000);
    expect(15 * 2 * (20 + 900)).toBeLessThan(28_000);
  });

  it('beside more others than there are cores, a step is taken for as short as it would be alone', () => {
    going = ['a', 'b', 'c'];
    // Three on two cores: 600 ms of each 900.
    expect(untilRound(1000)).toBe(28_000);
    expect(15 * 3 * (20 + 600)).toBeLessThan(28_000);
    expect(15 * 3 * (20 + 900)).toBeGreaterThan(28_000);
  });

  it('waits until nobody computes', () => {
    for (let i = 0; i < 5; i++) together(100);
    const [endA, endB] = [turns.begin('a'), turns.begin('b')];
    time += 100;
    endA();
    expect(turns.limitFor('a')).toEqual(SIDE_BY_SIDE);
    const endNextA = turns.begin('a');
    endB();
    // Enough was trained; a is at it still.
    expect(turns.limitFor('b')).toBeUndefined();
    endNextA();
    expect([turns.limitFor('a'), turns.limitFor('b')]).toEqual([ALONE, undefined]);
  });

  it('who has ended meanwhile is passed over', () => {
    going = ['a', 'b', 'c'];
    untilRound();
    expect(together(20)).toEqual([ALONE, undefined, undefined]);
    going = ['a', 'c'];
    expect(together(20)).toEqual([undefined, ALONE]);
    expect(together(100)).toEqual([SIDE_BY_SIDE, SIDE_BY_SIDE]);
  });

  it('who hangs in its turn holds the others up for a second, not for good', () => {
    untilRound();
    expect(turns.limitFor('a')).toEqual(ALONE);
    turns.begin('a');
    expect(turns.limitFor('b')).toBeUndefined();
    vi.advanceTimersByTime(1000);
    expect(changed).toHaveBeenCalledOnce();
    expect(turns.limitFor('b')).toEqual(SIDE_BY_SIDE);
  });

  it('who does not answer any more is not waited for', () => {
    turns.begin('b');
    going = ['a', 'c'];
    for (let i = 0; i < 2; i++) together(100);
    expect(untilRound()).toBeLessThan(1000);
    expect(turns.limitFor('a')).toEqual(ALONE);
  });

  it('a pause puts a round off', () => {
    untilRound();
    vi.advanceTimersByTime(60_000);
    expect(turns.limitFor('a')).toEqual(SIDE_BY_SIDE);
    expect(untilRound()).toBe(15 * 2 * 20);
  });

  it('also where one that was ended never answers', () => {
    turns.begin('c');
    untilRound();
    vi.advanceTimersByTime(60_000);
    expect(turns.limitFor('a')).toEqual(SIDE_BY_SIDE);
    expect(untilRound()).toBe(15 * 2 * 20);
  });
});
