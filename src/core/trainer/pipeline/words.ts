/**
 * How the stages of a pipeline tell each other what they have done: counters in shared memory. Each has one writer, and those
 * that others wait for only grow. Whoever waits for one sleeps until it changes, but never for long.
 */

/** Counters of the whole pipeline. */
const STOP = 0;
const ROWS = 1;
const TAKEN = 2;
const ANSWERED = 3;
const COMMON = 4;
/** Counters of a stage. */
const BEAT = 0;
const READY = 1;
const PUT = 2;
const TOOK = 3;
const EPOCH = 4;
const HELD = 5;
const GAVE = 6;
const OWN = 7;

/** Someone waits for the counter at `at`, which was `value`. */
export interface Wait {
  readonly at: number;
  readonly value: number;
}

export interface Counter {
  readonly now: () => number;
  /** Sets it and wakes those who wait. */
  readonly set: (value: number) => void;
  /** What to wait for until it is at least this; undefined if it is. */
  readonly below: (value: number) => Wait | undefined;
}

export interface Counters {
  /** 1 as soon as the stages are to end. */
  readonly stop: Counter;
  /** Steps whose rows of the error memory are in shared memory. */
  readonly rows: Counter;
  /** Epochs whose weights the last stage has taken from the others. */
  readonly taken: Counter;
  /** Steps whose output is in shared memory. */
  readonly answered: Counter;
  readonly stages: readonly StageCounters[];
}

export interface StageCounters {
  /** A sign of life. */
  readonly beat: Counter;
  /** 1 once its network is there. */
  readonly ready: Counter;
  /** Steps whose output the next stage may read; under update locking micro-batches. */
  readonly put: Counter;
  /** Steps whose input it has read. */
  readonly took: Counter;
  /** Epochs at whose end it has left its weights. */
  readonly epoch: Counter;
  /** Peak bytes of its activations and deltas in a step. */
  readonly held: Counter;
  /** Micro-batches whose deltas the stage below may read. */
  readonly gave: Counter;
}

/** Gives what to wait for, until there is nothing any more. */
export function* until(condition: () => Wait | undefined): Generator<Wait, void> {
  for (let wait = condition(); wait; wait = condition()) yield wait;
}

/** @param stages 1 or more */
export const countersSize = (stages: number): number => COMMON + OWN * stages;

/** @param words of `countersSize`, in shared memory */
export function openCounters(words: Int32Array<SharedArrayBuffer>, stages: number): Counters {
  const counter = (at: number): Counter => ({
    now: () => Atomics.load(words, at),
    set: (value) => {
      Atomics.store(words, at, value);
      Atomics.notify(words, at);
    },
    below: (value) => {
      const now = Atomics.load(words, at);
      return now < value ? { at, value: now } : undefined;
    },
  });
  return {
    stop: counter(STOP),
    rows: counter(ROWS),
    taken: counter(TAKEN),
    answered: counter(ANSWERED),
    stages: Array.from({ length: stages }, (_, s) => {
      const own = (word: number) => counter(COMMON + OWN * s + word);
      return {
        beat: own(BEAT),
        ready: own(READY),
        put: own(PUT),
        took: own(TOOK),
        epoch: own(EPOCH),
        held: own(HELD),
        gave: own(GAVE),
      };
    }),
  };
}
