/** Notices stages that hang: that give no sign of life while the last one waits. */
import type { Counter, Counters, StageCounters } from './words';

/** Milliseconds of waiting without a sign of life after which a stage counts as hanging. */
export const SILENT = 30_000;
/** No single wait counts for more: a computer that slept has not waited. */
const LONGEST = 200;

/** @param epochs after which a stage is done */
export function createWatch({ stages }: Counters, epochs: number) {
  const seen = stages.slice(0, -1).map(() => ({ signs: -1, silent: 0 }));
  const signsOf = ({ beat, ready, put, gave, epoch }: StageCounters): number =>
    [beat, ready, put, gave, epoch].reduce((sum, counter: Counter) => sum + counter.now(), 0);
  return {
    /** @param since milliseconds waited @returns a stage (from 0) that has been silent for too long */
    silent: (since: number): number | undefined => {
      for (const [s, one] of seen.entries()) {
        const own = stages[s] as StageCounters;
        const signs = signsOf(own);
        const isQuiet = signs === one.signs && own.epoch.now() < epochs;
        one.silent = isQuiet ? one.silent + Math.min(since, LONGEST) : 0;
        one.signs = signs;
      }
      const found = seen.findIndex(({ silent }) => silent > SILENT);
      return found < 0 ? undefined : found;
    },
  };
}
