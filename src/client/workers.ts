/** Makes workers and speaks to them; a worker that breaks or ends rejects instead of leaving its callers waiting. */
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { DataWorker } from '../worker/dataWorker';
import type { TrainWorker } from '../worker/trainWorker';
import { WorkerError } from './failures';

export interface WorkerHandle<T> {
  readonly api: Remote<T>;
  /** Rejects when the worker itself breaks, or ends without a word; never resolves. */
  readonly broken: Promise<never>;
  /** May be called again: comlink throws when a proxy is released twice. */
  readonly terminate: () => void;
}

/** What every worker can do. */
interface LockingWorker {
  readonly holdLivenessLock: (name: string) => Promise<boolean>;
}

const page = Math.random().toString(36).slice(2);
let serial = 0;

/** Calls back when the worker has ended by itself; nobody else says so. Where there are no locks it is never known. */
function awaitEnd(api: LockingWorker, signal: AbortSignal, ended: () => void): void {
  serial += 1;
  const name = `f3-lab.worker ${page} ${serial}`;
  const wait = async (): Promise<void> => {
    if (!(await api.holdLivenessLock(name))) return;
    await navigator.locks.request(name, { signal }, ended);
  };
  // Terminated by the page, or broken, which is told elsewhere.
  wait().catch(() => undefined);
}

function handle<T extends LockingWorker>(worker: Worker): WorkerHandle<T> {
  const api = wrap<T>(worker);
  const over = new AbortController();
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      // A script that cannot be fetched has nothing to say.
      reject(
        message ? new Error(message) : new WorkerError('not-loaded', 'The worker’s script did not load.'),
      );
    });
    awaitEnd(api as unknown as LockingWorker, over.signal, () =>
      reject(new WorkerError('ended', 'The worker ended without a word.')),
    );
  });
  // Nobody may be listening at that moment; whoever calls next hears of it through `broken`.
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
