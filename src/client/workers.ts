/** Makes workers and speaks to them; a worker that breaks rejects instead of leaving its callers waiting. */
import { type Remote, releaseProxy, wrap } from 'comlink';
import type { DataWorker } from '../worker/dataWorker';
import type { TrainWorker } from '../worker/trainWorker';

export interface WorkerHandle<T> {
  readonly api: Remote<T>;
  /** Rejects when the worker itself breaks; never resolves. */
  readonly broken: Promise<never>;
  readonly terminate: () => void;
}

function handle<T>(worker: Worker): WorkerHandle<T> {
  const api = wrap<T>(worker);
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message || 'The worker could not be started.'));
    });
  });
  // Nobody may be listening at that moment; whoever calls next hears of it through `broken`.
  broken.catch(() => undefined);
  return {
    api,
    broken,
    terminate: () => {
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
