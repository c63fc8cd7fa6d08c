/** One run of a session: its worker and its progress. */

import type { RunEvent } from '../core/run/events';
import type { Inspect, InspectionId, InspectionOf, RequestOf } from '../core/run/inspect';
import type { RunId } from '../core/run/spec';
import type { TrainWorker } from '../worker/trainWorker';
import { adoptSpare, type StartedWorker, startedWorker, type WorkerKind } from './spares';
import { createWatchdog, type Watchdog } from './watchdog';

export interface Member {
  readonly id: RunId;
  readonly watch: Watchdog;
  /** Epochs done. */
  epochs: number;
  /** It has ended: no more events. */
  over: boolean;
  /** Paused by the user while the others train. */
  paused: boolean;
  /** The others do not wait for it at an epoch's end. */
  behind: boolean;
  /** Its worker has not answered for too long. */
  readonly silent: boolean;
  readonly setSilent: (silent: boolean) => void;
  /** Settles when the worker's current task is done: one task at a time. */
  busy: Promise<void>;
  /** Backend and run are set up; rejects when that fails. */
  readonly ready: Promise<unknown>;
  readonly next: (limit: Parameters<TrainWorker['next']>[0]) => Promise<readonly RunEvent[]>;
  readonly inspect: Inspect;
  /** Rejects when its worker breaks or does not start; never resolves. */
  readonly whenBroken: Promise<never>;
  /**
   * The result of `work`, or undefined as soon as the member is silent or closed, so that callers never hang. A silent
   * member is not asked at all: it would have to answer every request when it recovers.
   */
  readonly unlessSilent: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  /** Terminates the worker; pending requests resolve to undefined. */
  readonly close: () => void;
  /** After the last event: the worker becomes a spare for another run, which replaces this run's network. */
  readonly recycle: () => void;
}

/** Milliseconds; an inspection waits for at most one slice of training. */
const INSPECT_TIMEOUT = 30_000;

/**
 * Cancellable work. `Promise.race` with a long-lived promise would keep every result in memory for as long as that
 * promise stays pending.
 */
function cancellable<T>(
  work: Promise<T>,
  waiting: Set<(end: { readonly error: unknown } | undefined) => void>,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const end = (how: { readonly error: unknown } | undefined): void =>
      how ? reject(how.error) : resolve(undefined);
    waiting.add(end);
    work.then(resolve, reject).finally(() => waiting.delete(end));
  });
}

/** @param begin starts the run in the worker */
export function createMember(
  id: RunId,
  wanted: WorkerKind,
  begin: (worker: StartedWorker) => Promise<void>,
): Member {
  let left = false;
  let silent = false;
  let broken: { readonly error: unknown } | undefined;
  const asking: Parameters<typeof cancellable>[1] = new Set();
  const waiting: Parameters<typeof cancellable>[1] = new Set();
  const found = startedWorker(wanted);
  const ready = found.then(async (worker) => {
    // Closed while the worker was being started.
    if (left) worker.terminate();
    await Promise.race([worker.started.then(() => begin(worker)), worker.broken]);
    return worker;
  });
  const whenBroken = ready.then((worker) => worker.broken);
  whenBroken.catch((error: unknown) => {
    broken = { error };
    for (const end of asking) end(broken);
  });
  const ask = async <T>(question: (worker: StartedWorker) => Promise<T>): Promise<T> => {
    const worker = await ready;
    if (broken) throw broken.error;
    return cancellable(question(worker), asking) as Promise<T>;
  };
  const stopWaiting = (): void => {
    for (const end of waiting) end(undefined);
  };
  /** Undefined until the worker has started. */
  let own: StartedWorker | undefined;
  void found.then((worker) => {
    own = worker;
  });
  const goAway = (): void => {
    left = true;
    stopWaiting();
  };
  return {
    id,
    watch: createWatchdog(),
    epochs: 0,
    over: false,
    paused: false,
    behind: false,
    get silent() {
      return silent;
    },
    setSilent: (now) => {
      silent = now;
      if (now) stopWaiting();
    },
    busy: Promise.resolve(),
    ready,
    next: (limit) => ask(({ api }) => api.next(limit)),
    inspect: <K extends InspectionId>(what: K, request: RequestOf<K>) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, INSPECT_TIMEOUT, undefined);
      });
      // The proxy's type knows no generic methods.
      const look = ask(({ api }) => api.inspect(what, request) as Promise<InspectionOf<K> | undefined>);
      return Promise.race([look, late]).finally(() => clearTimeout(timer));
    },
    whenBroken,
    unlessSilent: async (work) => (silent || left ? undefined : cancellable(work(), waiting)),
    close: () => {
      goAway();
      void found.then((worker) => worker.terminate());
    },
    recycle: () => {
      goAway();
      if (own) adoptSpare(wanted, own);
    },
  };
}
