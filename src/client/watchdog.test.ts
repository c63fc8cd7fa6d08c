import { describe, expect, it } from 'vitest';
import { createWatchdog, TICK, type Watchdog } from './watchdog';

/** One that has started: its answers took so many milliseconds each. */
function started(...answers: number[]): { watch: Watchdog; now: number } {
  const watch = createWatchdog();
  let now = 0;
  for (const took of answers) {
    watch.asked(now);
    // As the page would: a look each second.
    for (let t = TICK; t < took; t += TICK) watch.tick(now + t, true);
    now += took;
    watch.answered(now);
  }
  return { watch, now };
}

/** Seconds of being asked until it is silent, at most `most`. */
function silentAfter(watch: Watchdog, from: number, most = 1000): number | undefined {
  watch.asked(from);
  for (let s = 1; s <= most; s++) if (watch.tick(from + s * TICK, true)) return s;
  return undefined;
}

describe('a worker that was asked', () => {
  it('is silent after 10 s, or 20 times its slowest answer', () => {
    const quick = started(100, 30);
    expect(silentAfter(quick.watch, quick.now)).toBe(10);
    const slow = started(3000, 100);
    expect(silentAfter(slow.watch, slow.now)).toBe(60);
  });

  it('has a minute to load, compile and draw its weights', () => {
    expect(silentAfter(createWatchdog(), 0)).toBe(60);
  });

  it('is never silent while nobody asks, nor when it has answered', () => {
    const { watch, now } = started(100);
    expect(watch.tick(now + 1e9, true)).toBe(false);
    watch.asked(now);
    watch.answered(now + 9000);
    expect(watch.tick(now + 1e9, true)).toBe(false);
  });

  it('is never silent while the page is hidden, and counts from zero when it is seen again', () => {
    const { watch, now } = started(100);
    watch.asked(now);
    for (let s = 1; s <= 9; s++) expect(watch.tick(now + s * TICK, true)).toBe(false);
    for (let s = 10; s <= 500; s++) expect(watch.tick(now + s * TICK, false)).toBe(false);
    for (let s = 501; s <= 509; s++) expect(watch.tick(now + s * TICK, true)).toBe(false);
    expect(watch.tick(now + 510 * TICK, true)).toBe(true);
  });

  it('is not silent because the computer slept, and a night is not its slowest answer', () => {
    const { watch, now } = started(100);
    watch.asked(now);
    const night = now + 8 * 3600 * TICK;
    expect(watch.tick(night, true)).toBe(false);
    watch.answered(night + 50);
    // 2 s of the night counted, at most: 20 times that.
    expect(silentAfter(watch, night + 100)).toBeLessThanOrEqual(45);
  });

  it('a clock that steps back changes nothing', () => {
    const { watch, now } = started(100);
    watch.asked(now);
    expect(watch.tick(now - 5000, true)).toBe(false);
    expect(watch.waited()).toBe(0);
  });

  it('has twice as long each time that somebody would rather wait', () => {
    const { watch, now } = started(100);
    expect(silentAfter(watch, now)).toBe(10);
    watch.wait();
    let s = 10;
    while (!watch.tick(now + (s + 1) * TICK, true)) s += 1;
    expect(s + 1).toBe(30);
  });
});
