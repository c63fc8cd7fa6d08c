/** `--trace FILE`: when the layers of each run worked in its last epoch. */
import { dirname } from 'node:path';
import { rules } from '../../core/rules';
import type { TraceEvent } from '../../core/run/events';
import type { PlannedRun } from '../../experiment/expand';
import { type TracedRun, traceText } from '../../exports/trace';
import { onDisk } from '../files/disk';
import { refuseTaken } from '../files/newFile';
import { writeAtomically } from '../files/writeAtomically';
import { wallClock } from '../wallClock';

export interface Tracing {
  /** Milliseconds: the same in all threads of the process. */
  readonly clock: () => number;
  /** The last one of a run is kept. */
  readonly note: (run: PlannedRun, event: TraceEvent) => void;
  /** Writes the file, unless no epoch was completed. @throws {DiskProblem} */
  readonly write: () => Promise<void>;
}

/** @param path undefined without `--trace` @throws {UsageError} if the file cannot be created */
export function openTracing(path: string | undefined): Tracing | undefined {
  if (path === undefined) return undefined;
  refuseTaken('trace', path, 'Name a new file, or remove this one first.');
  const runs = new Map<string, TracedRun>();
  return {
    clock: wallClock,
    note: ({ id, spec: { rule, seed } }, { epoch, lanes }) => {
      runs.set(id, { name: `${rules[rule].name}, seed ${seed}`, epoch, lanes });
    },
    write: async () => {
      if (runs.size === 0) {
        console.error(`--trace: no epoch was completed, so “${path}” is not written.`);
        return;
      }
      const bytes = new TextEncoder().encode(traceText([...runs.values()]));
      await onDisk(writeAtomically(path, bytes), {
        ...{ folder: dirname(path), bytes: bytes.length, wayOut: 'name another file with --trace' },
      });
      console.error(`The trace is in “${path}”: open it at https://ui.perfetto.dev.`);
    },
  };
}
