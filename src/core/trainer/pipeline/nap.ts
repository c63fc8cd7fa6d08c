import type { Crew } from './crew';

/** Milliseconds of one wait. */
const NAP = 20;
/** Milliseconds after which the thread lets messages in, such as that a worker failed. */
const BREATH = 200;

/** How the last stage waits, in a thread that may sleep. @param breathe lets messages in */
export function createNap(clock: () => number, breathe: () => Promise<void>): Crew['wait'] {
  let breathed = clock();
  return async (words, { at, value }) => {
    Atomics.wait(words, at, value, NAP);
    if (clock() - breathed < BREATH) return;
    await breathe();
    breathed = clock();
  };
}
