import { describe, expect, it } from 'vitest';
import { holdPace, noPace, notePace, type Pace, samplesPerSecond, secondsLeft } from './pace';

const steady = (from: number, seconds: number, rate: number, pace: Pace = noPace): Pace => {
  let now = pace;
  for (let t = 0; t <= seconds; t += 0.25) now = notePace(now, from + t, (from + t) * rate);
  return now;
};

describe('the pace', () => {
  it('is unknown at first', () => {
    expect(samplesPerSecond(noPace)).toBeUndefined();
    expect(secondsLeft(noPace, 100)).toBeUndefined();
  });
  it('is the rate of steady work', () => {
    expect(samplesPerSecond(steady(0, 10, 800))).toBeCloseTo(800, 6);
  });
  it('is not affected by a single delay or a pause', () => {
    const hiccup = notePace(steady(0, 5, 800), 60, 5 * 800 + 1);
    expect(samplesPerSecond(hiccup)).toBeCloseTo(800, 6);
    const after = steady(100, 5, 800, holdPace(steady(0, 5, 800)));
    expect(samplesPerSecond(after)).toBeCloseTo(800, 6);
  });
  it('gives the time left, rounded to five seconds above a minute', () => {
    const pace = steady(0, 10, 100);
    expect(secondsLeft(pace, 3140)).toBe(31);
    expect(secondsLeft(pace, 9230)).toBe(90);
    expect(secondsLeft(pace, 10)).toBe(1);
  });
});
