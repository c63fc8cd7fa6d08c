/** Keys of runs as text, for maps. */
import type { RunKey } from './records';

/** Ids of experiments have no spaces. */
export const keyText = ([experiment, run]: RunKey): string => `${experiment} ${run}`;
