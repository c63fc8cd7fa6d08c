/** Programs that compute a tensor entry by entry. */
import { THREADS } from '../program';

/** WebGPU allows at least 65,535 workgroups in a direction; so many threads keep any device busy. */
const MOST_GROUPS = 16_384;

/** A grid for so many entries: where there are more than threads, each takes several. */
export function sizeOfGrid(entries: number) {
  const groups = Math.min(Math.ceil(entries / THREADS), MOST_GROUPS);
  return { threads: groups * THREADS, workgroups: [groups, 1] as const };
}

/** Code of a program of kind `samples` that does this for each entry i. u.shape begins with threads, entries. */
export const overEntries = (code: string): string => `fn sample(first: u32) {
  for (var i = first; i < u.shape.y; i += u.shape.x) {
    ${code}
  }
}`;
