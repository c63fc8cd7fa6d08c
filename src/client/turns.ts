/**
 * Who computes when. Algorithms train side by side; now and then each takes one short turn while the others wait, for
 * only then a step's time is its own. Such a round holds everything up for a moment, so it stays rare.
 */
import type { TrainWorker } from '../worker/trainWorker';

export type Limit = Parameters<TrainWorker['next']>[0];

/** Milliseconds of training between two reports: at most ten a second, whatever there is to tell. */
const SLICE = 100;
/** Milliseconds of a turn alone: two laps of `core/trainer/stopwatch.ts` by the coarsest clock of a browser. */
const ALONE = 20;
/**
 * How many times what a round holds up must be trained before the first one, the second, and each further one. Not
 * earlier: JavaScript engines compile what runs often, and until then a step takes up to twice its time.
 */
const BEFORE = [15, 100, 300] as const;
/** After so many times its expected length a turn is alone no longer: who hangs must not hold up the others. */
const PATIENCE = 10;
/** And not before so many milliseconds. */
const LEAST_PATIENCE = 1000;

export interface Turns<Run> {
  /** What a run may be asked for now, alone or beside the others; undefined: it waits until `changed` is called. */
  readonly limitFor: (run: Run) => Limit | undefined;
  /** It was asked. @returns to be called when it has answered, or broke */
  readonly begin: (run: Run) => () => void;
}

interface Options<Run> {
  /** Runs that take part: that have not ended, and answer. */
  readonly going: () => readonly Run[];
  readonly changed: () => void;
  /** So many runs compute at full speed. */
  readonly cores: number;
  /** Milliseconds. */
  readonly now: () => number;
}

export function createTurns<Run>({ going, changed, cores, now }: Options<Run>): Turns<Run> {
  const asked = new Set<Run>();
  /** By how much a run's last answer was late: long steps cannot be cut short. */
  const late = new Map<Run, number>();
  /** Milliseconds of training since the last round, over all runs. */
  let trained = 0;
  let rounds = 0;
  /** Who still has a turn in this round; undefined between rounds. */
  let round: Run[] | undefined;
  let alone: Run | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** One that was ended while it computed, or hangs, stays asked for good: nobody waits for it. */
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
        // Nobody is asked while it is paused: then the round is only put off.
        if (!isAsked(going())) rounds -= 1;
        endRound();
        changed();
      },
      Math.max(LEAST_PATIENCE, PATIENCE * milliseconds),
    );
  }

  /** A round begins when what it holds up is little beside what was trained. */
  function begins(runs: readonly Run[]): boolean {
    // Beside others a step takes longer than alone, by how many share a core.
    const side = Math.min(runs.length, cores) / runs.length;
    const cost = runs.reduce((sum, run) => sum + ALONE + side * (late.get(run) ?? 0), 0);
    const factor = BEFORE[Math.min(rounds, BEFORE.length - 1)] as number;
    return runs.every((run) => late.has(run)) && trained / runs.length >= factor * cost;
  }

  /** The next turn of a round, as soon as nobody computes any more. */
  function advance(): void {
    const runs = going();
    if (!round) {
      if (runs.length < 2 || !begins(runs)) return;
      round = [...runs];
      rounds += 1;
      guard(Math.max(...runs.map(lengthOf)));
    }
    // It may have ended before its turn came.
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
        return run === alone && !asked.has(run) ? { maxMilliseconds: ALONE, alone: true } : undefined;
      return { maxMilliseconds: SLICE, alone: going().length === 1 };
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
