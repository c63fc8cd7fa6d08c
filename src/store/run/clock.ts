/** Training time without pauses, and speed. */
import { holdPace, noPace, notePace, type Pace } from './pace';

export interface RunClock {
  pace: Pace;
  /** Seconds trained until the last pause. */
  seconds: number;
  /** When it last started, in milliseconds of `performance.now`; undefined while stopped. */
  since: number | undefined;
}
/** The clock of one lab. */
export function createClock() {
  const clock: RunClock = { pace: noPace, seconds: 0, since: undefined };

  const pace = (): Pace => clock.pace;

  const secondsTrained = (): number =>
    clock.seconds + (clock.since === undefined ? 0 : (performance.now() - clock.since) / 1000);

  function start(): void {
    clock.since ??= performance.now();
  }

  function stop(): void {
    clock.seconds = secondsTrained();
    clock.since = undefined;
    clock.pace = holdPace(clock.pace);
  }

  function reset(): void {
    Object.assign(clock, { pace: noPace, seconds: 0, since: undefined });
  }

  /** While running: records how many samples all runs have seen so far. */
  function noteSamples(samplesDone: () => number): void {
    if (clock.since !== undefined) clock.pace = notePace(clock.pace, performance.now() / 1000, samplesDone());
  }

  /** A snapshot, paused. */
  const read = (): RunClock => ({
    pace: holdPace(clock.pace),
    seconds: secondsTrained(),
    since: undefined,
  });
  function set(to: RunClock): void {
    Object.assign(clock, to);
  }

  return { pace, secondsTrained, start, stop, reset, noteSamples, read, set };
}
export type Clock = ReturnType<typeof createClock>;
