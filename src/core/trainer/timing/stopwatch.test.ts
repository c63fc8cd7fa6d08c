import { describe, expect, it } from 'vitest';
import { createStopwatch, fastestTenth } from './stopwatch';

/** A clock without ticks: a lap is as short as it may be, 2 ms. */
const exact = () => createStopwatch(0, false);

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
  it('estimates the time of full batches from the fastest tenth', () => {
    const watch = exact();
    for (let i = 0; i < 9; i++) watch.add(0.5, 1, true);
    watch.add(0.25, 1, true);
    expect(watch.take(40)).toBe(10);
    // The next epoch starts anew.
    watch.add(0.5, 1, true);
    expect(watch.take(40)).toBe(20);
    expect(watch.take(40)).toBeUndefined();
  });
  it('a smaller last batch does not count as faster', () => {
    const watch = exact();
    watch.add(0.5, 1, true);
    watch.add(0.25, 0.5, true);
    expect(watch.take(2)).toBe(1);
  });
  it('joins steps into laps of ten ticks of the clock', () => {
    const watch = createStopwatch(0.125, false);
    watch.add(0.75, 1, false);
    watch.add(0.75, 1, false);
    watch.add(1.5, 1, false);
    expect(watch.take(1)).toBe(0.75);
  });
  it('on a device that queues work, a lap ends at a read-back', () => {
    const watch = createStopwatch(0.001, true);
    watch.start();
    expect([watch.due(0.005), watch.due(0.01)]).toEqual([false, true]);
    watch.add(0.008, 1, false);
    expect(watch.due(0.002)).toBe(true);
    watch.add(0.008, 1, false);
    // What the steps before it cost comes with the reading.
    watch.add(0.032, 1, true);
    expect(watch.take(1)).toBeCloseTo(0.048 / 3, 12);
    // Later nothing is read for its sake.
    watch.add(0.064, 1, false);
    expect(watch.due(1)).toBe(false);
    expect(createStopwatch(0.001, false).due(1)).toBe(false);
  });
  it('an epoch shorter than a lap is timed as a whole if its end was read back', () => {
    const watch = createStopwatch(0.125, true);
    watch.add(0.25, 1, true);
    watch.add(0.5, 1, true);
    expect(watch.take(2)).toBe(0.75);
    watch.add(0.25, 1, false);
    expect(watch.take(2)).toBeUndefined();
  });
  it('drops an unfinished lap when other runs compute again', () => {
    const watch = createStopwatch(0.125, true);
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
