/** How far to go before telling, and at which steps of an epoch something is told. */
import { util } from '@tensorflow/tfjs-core';

/** How far to go before reporting progress. Batches already due are finished first. */
export interface Limit {
  /** Steps asked for by number are looked at, one by one, unless `unseen` says otherwise. */
  readonly maxSteps?: number;
  readonly maxMilliseconds?: number;
  /** Nobody looks at what a single step did: nothing is read back for it. */
  readonly unseen?: boolean;
  /** Nothing else computes meanwhile: what a step takes can be timed. */
  readonly alone?: boolean;
}

/** Milliseconds; the platform's clock through TensorFlow.js, for core knows no platform. */
export const now = util.now;

/** 1, 2, … n spread evenly over `steps`: the steps of an epoch after which a point is due. */
export function points(n: number, steps: number): ReadonlySet<number> {
  return new Set(Array.from({ length: n }, (_, k) => Math.ceil(((k + 1) * steps) / n)));
}

export interface Pace {
  /** No limit given: the one before still holds. */
  readonly set: (limit: Limit | undefined) => void;
  /** What each single step does is wanted. */
  readonly looking: () => boolean;
  readonly alone: () => boolean;
  readonly spent: () => boolean;
  /** A batch was trained; or only time went by, when `steps` is 0. */
  readonly count: (steps?: number) => void;
}

/** Counts what a limit still allows. */
export function createPace(): Pace {
  let stepsLeft = Number.POSITIVE_INFINITY;
  let deadline = Number.POSITIVE_INFINITY;
  let fresh = true;
  let alone = false;
  let unseen = false;
  return {
    set: (limit) => {
      if (limit === undefined) return;
      alone = limit.alone ?? false;
      unseen = limit.unseen ?? false;
      stepsLeft = limit.maxSteps ?? Number.POSITIVE_INFINITY;
      deadline = now() + (limit.maxMilliseconds ?? Number.POSITIVE_INFINITY);
      fresh = true;
    },
    looking: () => !unseen && Number.isFinite(stepsLeft),
    alone: () => alone,
    spent: () => stepsLeft <= 0 || (!fresh && now() >= deadline),
    count: (steps = 1) => {
      stepsLeft -= steps;
      fresh = false;
    },
  };
}
