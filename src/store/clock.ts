/** How long the run has trained, pauses left out, and at what pace. */
import { holdPace, noPace, notePace, type Pace } from './pace';

export interface RunClock {
  pace: Pace;
  /** Seconds trained until the last pause. */
  seconds: number;
  /** When it went on, in milliseconds of performance.now; undefined while it stands. */
  since: number | undefined;
}
const clock: RunClock = { pace: noPace, seconds: 0, since: undefined };

export const runPace = (): Pace => clock.pace;

export const secondsTrained = (): number =>
  clock.seconds + (clock.since === undefined ? 0 : (performance.now() - clock.since) / 1000);

export function startClock(): void {
  clock.since ??= performance.now();
}

export function stopClock(): void {
  clock.seconds = secondsTrained();
  clock.since = undefined;
  clock.pace = holdPace(clock.pace);
}

export function resetClock(): void {
  Object.assign(clock, { pace: noPace, seconds: 0, since: undefined });
}

/** While it goes: how many samples all rules have seen so far. */
export function noteSamples(samplesDone: () => number): void {
  if (clock.since !== undefined) clock.pace = notePace(clock.pace, performance.now() / 1000, samplesDone());
}

/** As it stands: paused. */
export const readClock = (): RunClock => ({
  pace: holdPace(clock.pace),
  seconds: secondsTrained(),
  since: undefined,
});
export function setClock(to: RunClock): void {
  Object.assign(clock, to);
}
