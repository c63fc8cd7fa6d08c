/** Creates workers. When one fails or is closed, a promise rejects, so that callers never wait forever. */
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { DataWorker } from '../worker/dataWorker';
import type { TrainWorker } from '../worker/trainWorker';
import { WorkerError } from './failures';

export interface WorkerHandle<T> {
  readonly api: Remote<T>;
  /** Rejects when the worker fails or is closed by the browser; never resolves. */
  readonly broken: Promise<never>;
  /** Safe to call twice, although comlink throws when a proxy is released twice. */
  readonly terminate: () => void;
}

/** Every worker holds a lock for as long as it lives. */
interface LockingWorker {
  readonly holdLivenessLock: (name: string) => Promise<boolean>;
}

const page = Math.random().toString(36).slice(2);
let serial = 0;

/** Calls back when the browser has closed the worker, which fires no event. Without Web Locks this goes unnoticed. */
function awaitEnd(api: LockingWorker, signal: AbortSignal, ended: () => void): void {
  serial += 1;
  const name = `f3-lab.worker ${page} ${serial}`;
  const wait = async (): Promise<void> => {
    if (!(await api.holdLivenessLock(name))) return;
    await navigator.locks.request(name, { signal }, ended);
  };
  // Aborted by `terminate`, or the worker failed, which `broken` reports.
  wait().catch(() => undefined);
}

function handle<T extends LockingWorker>(worker: Worker): WorkerHandle<T> {
  const api = wrap<T>(worker);
  const over = new AbortController();
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      // A script that cannot be loaded fires an event without a message.
      reject(
        message ? new Error(message) : new WorkerError('not-loaded', 'The worker’s script did not load.'),
      );
    });
    awaitEnd(api as unknown as LockingWorker, over.signal, () =>
      reject(new WorkerError('ended', 'The browser closed the worker.')),
    );
  });
  // Avoids an unhandled rejection; the next caller gets it through `broken`.
  broken.catch(() => undefined);
  return {
    api,
    broken,
    terminate: () => {
      if (over.signal.aborted) return;
      over.abort();
      (api as { [releaseProxy]: () => void })[releaseProxy]();
      worker.terminate();
    },
  };
}

export function createTrainWorker(): WorkerHandle<TrainWorker> {
  return handle(new Worker(new URL('../worker/trainWorker.ts', import.meta.url), { type: 'module' }));
}

export function createDataWorker(): WorkerHandle<DataWorker> {
  return handle(new Worker(new URL('../worker/dataWorker.ts', import.meta.url), { type: 'module' }));
}
