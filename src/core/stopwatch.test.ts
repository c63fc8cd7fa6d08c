import { describe, expect, it } from 'vitest';
import { createStopwatch, fastestTenth } from './stopwatch';

/** A clock without ticks: a lap is as short as it may be, 2 ms. */
const exact = () => createStopwatch(0);

describe('the fastest tenth', () => {
  it('is the mean of the smallest tenth, rounded up: of one number at least', () => {
    expect(fastestTenth([3, 1, 2])).toBe(1);
    expect(fastestTenth(Array.from({ length: 20 }, (_, i) => 20 - i))).toBe(1.5);
    expect(fastestTenth(Array.from({ length: 21 }, (_, i) => 21 - i))).toBe(2);
    // By size, not as text.
    expect(fastestTenth([10, 9])).toBe(9);
  });
});

describe('the stopwatch', () => {
  it('tells what so many full batches take at the pace of the fastest tenth', () => {
    const watch = exact();
    for (let i = 0; i < 9; i++) watch.add(0.5, 1, true);
    watch.add(0.25, 1, true);
    expect(watch.take(40)).toBe(10);
    // The next epoch starts anew.
    watch.add(0.5, 1, true);
    expect(watch.take(40)).toBe(20);
    expect(watch.take(40)).toBeUndefined();
  });
  it('a smaller last batch is no faster step', () => {
    const watch = exact();
    watch.add(0.5, 1, true);
    watch.add(0.25, 0.5, true);
    expect(watch.take(2)).toBe(1);
  });
  it('joins steps into laps of ten ticks of the clock, whose end must have been read back', () => {
    const watch = createStopwatch(0.125);
    expect(watch.due(1)).toBe(false);
    expect(watch.due(1.25)).toBe(true);
    watch.add(0.75, 1, false);
    expect(watch.due(0.5)).toBe(true);
    // Asked of a device, not known to be done: what that costs comes with the reading.
    watch.add(0.75, 1, false);
    watch.add(1.5, 1, true);
    expect(watch.take(1)).toBe(1);
  });
  it('an epoch that is shorter than a lap is timed as a whole, if its end was read back', () => {
    const watch = createStopwatch(0.125);
    watch.add(0.25, 1, true);
    watch.add(0.5, 1, true);
    expect(watch.take(2)).toBe(0.75);
    watch.add(0.25, 1, false);
    expect(watch.take(2)).toBeUndefined();
  });
  it('drops what was no lap when others compute again', () => {
    const watch = createStopwatch(0.125);
    expect([watch.start(), watch.start()]).toEqual([true, false]);
    watch.add(0.5, 1, true);
    watch.interrupt();
    expect(watch.take(2)).toBeUndefined();
    expect(watch.start()).toBe(true);
    watch.add(2, 1, true);
    watch.interrupt();
    expect(watch.take(2)).toBe(4);
  });
});
