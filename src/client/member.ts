/** One run of a session: its worker, and how far it is. */
import type { Inspection, InspectRequest } from '../core/measures/inspect';
import type { BackendId } from '../core/run/backends';
import type { RunEvent } from '../core/run/events';
import type { RunId } from '../core/run/spec';
import type { TrainWorker } from '../worker/trainWorker';
import { adoptSpare, type StartedWorker, startedWorker } from './spares';
import { createWatchdog, type Watchdog } from './watchdog';

export interface Member {
  readonly id: RunId;
  readonly watch: Watchdog;
  /** Epochs done. */
  epochs: number;
  /** Nothing more comes from it. */
  over: boolean;
  /** It stands still until someone wants it to go on. */
  held: boolean;
  /** The others do not wait for it. */
  behind: boolean;
  /** It has not answered for too long. */
  readonly silent: boolean;
  readonly setSilent: (silent: boolean) => void;
  /** The one conversation under way with the worker. */
  busy: Promise<void>;
  /** It computes and knows what to train; rejects where that cannot be. */
  readonly ready: Promise<unknown>;
  readonly next: (limit: Parameters<TrainWorker['next']>[0]) => Promise<readonly RunEvent[]>;
  readonly inspect: (request: InspectRequest) => Promise<Inspection | undefined>;
  /** Rejects when its worker breaks or does not start; never resolves. */
  readonly whenBroken: Promise<never>;
  /**
   * What comes of it, or nothing once it is silent or has been left: who waits is not held up. One that is silent
   * already is asked nothing: it would have to answer all of it when it wakes.
   */
  readonly unlessSilent: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  /** Ends the worker; whoever waits for it is told nothing more. */
  readonly close: () => void;
  /** One that has told all: its worker stands ready for another run, whose network takes the place of its own. */
  readonly recycle: () => void;
}

/** Milliseconds; a look inside waits for one slice of training. */
const LONGEST_LOOK = 30_000;

/**
 * Work that someone may break off. `Promise.race` with a promise that stays open would keep every result in memory
 * for as long as that one does.
 */
function breakable<T>(
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

/** @param begin tells the worker what to train */
export function createMember(
  id: RunId,
  backend: BackendId,
  begin: (worker: StartedWorker) => Promise<void>,
): Member {
  let left = false;
  let silent = false;
  let broken: { readonly error: unknown } | undefined;
  const asking: Parameters<typeof breakable>[1] = new Set();
  const waiting: Parameters<typeof breakable>[1] = new Set();
  const found = startedWorker(backend);
  const ready = found.then(async (worker) => {
    // It was left while it was being looked for.
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
    return breakable(question(worker), asking) as Promise<T>;
  };
  const stopWaiting = (): void => {
    for (const end of waiting) end(undefined);
  };
  /** Once it has been found. */
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
    held: false,
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
    inspect: (request) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, LONGEST_LOOK, undefined);
      });
      const look = ask(({ api }) => api.inspect(request));
      return Promise.race([look, late]).finally(() => clearTimeout(timer));
    },
    whenBroken,
    unlessSilent: async (work) => (silent || left ? undefined : breakable(work(), waiting)),
    close: () => {
      goAway();
      void found.then((worker) => worker.terminate());
    },
    recycle: () => {
      goAway();
      if (own) adoptSpare(backend, own);
    },
  };
}
