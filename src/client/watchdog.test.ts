import { describe, expect, it } from 'vitest';
import { createWatchdog, TICK, type Watchdog } from './watchdog';

/** A watchdog after some answers. @param answers milliseconds that each answer took */
function started(...answers: number[]): { watch: Watchdog; now: number } {
  const watch = createWatchdog();
  let now = 0;
  for (const took of answers) {
    watch.asked(now);
    // The page ticks once a second.
    for (let t = TICK; t < took; t += TICK) watch.tick(now + t, true);
    now += took;
    watch.answered(now);
  }
  return { watch, now };
}

/** Seconds from a request until the worker counts as silent; undefined after `most`. */
function silentAfter(watch: Watchdog, from: number, most = 1000): number | undefined {
  watch.asked(from);
  for (let s = 1; s <= most; s++) if (watch.tick(from + s * TICK, true)) return s;
  return undefined;
}

describe('a worker with a pending request', () => {
  it('is silent after 10 s, or 20 times its slowest answer', () => {
    const quick = started(100, 30);
    expect(silentAfter(quick.watch, quick.now)).toBe(10);
    const slow = started(3000, 100);
    expect(silentAfter(slow.watch, slow.now)).toBe(60);
  });

  it('has a minute to load, compile and initialize its weights', () => {
    expect(silentAfter(createWatchdog(), 0)).toBe(60);
  });

  it('is never silent without a pending request', () => {
    const { watch, now } = started(100);
    expect(watch.tick(now + 1e9, true)).toBe(false);
    watch.asked(now);
    watch.answered(now + 9000);
    expect(watch.tick(now + 1e9, true)).toBe(false);
  });

  it('is never silent while the page is hidden, and the count restarts when the page is visible again', () => {
    const { watch, now } = started(100);
    watch.asked(now);
    for (let s = 1; s <= 9; s++) expect(watch.tick(now + s * TICK, true)).toBe(false);
    for (let s = 10; s <= 500; s++) expect(watch.tick(now + s * TICK, false)).toBe(false);
    for (let s = 501; s <= 509; s++) expect(watch.tick(now + s * TICK, true)).toBe(false);
    expect(watch.tick(now + 510 * TICK, true)).toBe(true);
  });

  it('sleep of the computer counts neither as silence nor as a slow answer', () => {
    const { watch, now } = started(100);
    watch.asked(now);
    const night = now + 8 * 3600 * TICK;
    expect(watch.tick(night, true)).toBe(false);
    watch.answered(night + 50);
    // At most 2 s of the night count, so the timeout is at most 20 times that.
    expect(silentAfter(watch, night + 100)).toBeLessThanOrEqual(45);
  });

  it('a clock that is set back changes nothing', () => {
    const { watch, now } = started(100);
    watch.asked(now);
    expect(watch.tick(now - 5000, true)).toBe(false);
    expect(watch.waited()).toBe(0);
  });

  it('gets twice the timeout each time the user chooses to wait', () => {
    const { watch, now } = started(100);
    expect(silentAfter(watch, now)).toBe(10);
    watch.wait();
    let s = 10;
    while (!watch.tick(now + (s + 1) * TICK, true)) s += 1;
    expect(s + 1).toBe(30);
  });
});
