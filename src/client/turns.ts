/**
 * Schedules the runs. They train side by side; now and then each takes one short turn alone while the others wait,
 * because only then is a measured step time its own. Such a round delays everything, so it stays rare.
 */
import type { TrainWorker } from '../worker/trainWorker';

export type ReportLimit = Parameters<TrainWorker['next']>[0];

/** Milliseconds of training per request: at most ten reports a second. */
const SLICE = 100;
/** Milliseconds of a turn alone: two laps of `core/trainer/timing/stopwatch.ts` on the coarsest browser clock. */
const ALONE = 20;
/**
 * How many times a round's cost must be trained before the first, the second and each further round. The first is
 * late because a step takes up to twice as long until the JavaScript engine has compiled it.
 */
const BEFORE = [15, 100, 300] as const;
/** A turn alone times out after this multiple of its expected length: a hung worker must not block the others. */
const TIMEOUT_FACTOR = 10;
/** Milliseconds; no turn times out earlier. */
const MIN_TIMEOUT = 1000;

export interface Turns<Run> {
  /** What to request from a run now; undefined: it waits until `changed` is called. */
  readonly limitFor: (run: Run) => ReportLimit | undefined;
  /** Marks a request as sent. @returns to be called when it was answered or failed */
  readonly begin: (run: Run) => () => void;
}

interface Options<Run> {
  /** Runs that have not ended and respond. */
  readonly going: () => readonly Run[];
  readonly changed: () => void;
  /** How many runs compute at full speed at the same time. */
  readonly cores: number;
  /** Milliseconds. */
  readonly now: () => number;
}

export function createTurns<Run>({ going, changed, cores, now }: Options<Run>): Turns<Run> {
  const asked = new Set<Run>();
  /** Milliseconds by which each run's last answer exceeded its limit: a step cannot be interrupted. */
  const late = new Map<Run, number>();
  /** Milliseconds of training since the last round, over all runs. */
  let trained = 0;
  let rounds = 0;
  /** Runs that have yet to take their turn in this round; undefined between rounds. */
  let round: Run[] | undefined;
  let alone: Run | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** A run that hangs, or was ended while computing, stays in `asked`; only those in `runs` count. */
  const isAsked = (runs: readonly Run[]): boolean => runs.some((run) => asked.has(run));
  const lengthOf = (run: Run): number => Math.max(ALONE, late.get(run) ?? 0);

  function endRound(): void {
    clearTimeout(timer);
    [round, alone, trained] = [undefined, undefined, 0];
  }

  function guard(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        // With no request pending the session is paused: the round is only postponed.
        if (!isAsked(going())) rounds -= 1;
        endRound();
        changed();
      },
      Math.max(MIN_TIMEOUT, TIMEOUT_FACTOR * milliseconds),
    );
  }

  /** A round begins once its cost is small compared with the time trained. */
  function begins(runs: readonly Run[]): boolean {
    // A step takes longer alongside others than alone, by the number of runs per core.
    const side = Math.min(runs.length, cores) / runs.length;
    const cost = runs.reduce((sum, run) => sum + ALONE + side * (late.get(run) ?? 0), 0);
    const factor = BEFORE[Math.min(rounds, BEFORE.length - 1)] as number;
    return runs.every((run) => late.has(run)) && trained / runs.length >= factor * cost;
  }

  /** Starts the next turn of a round once no run is computing. */
  function advance(): void {
    const runs = going();
    if (!round) {
      if (runs.length < 2 || !begins(runs)) return;
      round = [...runs];
      rounds += 1;
      guard(Math.max(...runs.map(lengthOf)));
    }
    // The run may have ended before its turn.
    if (alone !== undefined && !runs.includes(alone)) alone = undefined;
    if (alone !== undefined || isAsked(runs)) return;
    alone = round.find((run) => runs.includes(run));
    if (alone === undefined) endRound();
    else guard(lengthOf(alone));
    round = round?.filter((run) => run !== alone);
  }

  return {
    limitFor: (run) => {
      advance();
      if (round)
        return run === alone && !asked.has(run) ? { maxMilliseconds: ALONE, exclusive: true } : undefined;
      return { maxMilliseconds: SLICE, exclusive: going().length === 1 };
    },
    begin: (run) => {
      asked.add(run);
      const from = now();
      const length = round ? ALONE : SLICE;
      return () => {
        const spent = now() - from;
        asked.delete(run);
        trained += spent;
        late.set(run, Math.max(0, spent - length));
        if (alone === run) alone = undefined;
        advance();
      };
    },
  };
}
