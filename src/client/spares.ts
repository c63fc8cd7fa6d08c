/** Training workers made ahead of Train, their backend running, so that a run begins at once. */
import type { BackendId } from '../core/run/backends';
import type { TrainWorker } from '../worker/trainWorker';
import { createTrainWorker, type WorkerHandle } from './workers';

/** More would hold memory for what few do. */
const MOST = 4;

export interface StartedWorker extends WorkerHandle<TrainWorker> {
  /** Its backend runs; rejects when it does not start. */
  readonly started: Promise<void>;
}

let spares: { readonly backend: BackendId; readonly worker: StartedWorker }[] = [];

function drop(worker: StartedWorker): void {
  spares = spares.filter((spare) => spare.worker !== worker);
}

function startWorker(backend: BackendId): StartedWorker {
  const worker = createTrainWorker();
  const started = worker.api.startBackend(backend);
  started.catch(() => undefined);
  return { ...worker, started };
}

function addSpare(backend: BackendId, worker: StartedWorker): void {
  spares.push({ backend, worker });
  // What broke while it waited is not handed out, and holds no memory.
  Promise.race([worker.started.then(() => worker.broken), worker.broken]).catch(() => {
    if (!spares.some((spare) => spare.worker === worker)) return;
    drop(worker);
    worker.terminate();
  });
}

/** Keeps a worker whose backend runs already. */
export function adoptSpare(backend: BackendId, worker: WorkerHandle<TrainWorker>): void {
  addSpare(backend, { ...worker, started: Promise.resolve() });
}

/** Makes and ends spares until there is one for each of `count` rules, or as many as are kept. */
export function keepSpares(backend: BackendId, count: number): void {
  const wanted = Math.min(count, MOST);
  const right = spares.filter((spare) => spare.backend === backend).slice(0, wanted);
  for (const spare of spares) if (!right.includes(spare)) spare.worker.terminate();
  spares = right;
  while (spares.length < wanted) addSpare(backend, startWorker(backend));
}

/** Milliseconds; one that stands ready answers in a few. */
const AT_ONCE = 5000;
/** Milliseconds; one that was just made still has its backend to load. */
const TO_START = 10_000;

/** False once it broke, or too long passed. */
async function within(milliseconds: number, work: Promise<unknown>, worker: StartedWorker): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  return Promise.race([work.then(() => true), worker.broken, late])
    .catch(() => false)
    .finally(() => clearTimeout(timer));
}

/** Whether it answers: one that stood ready for an hour, or was still starting, may have hung, and would not say so. */
async function answers(worker: StartedWorker): Promise<boolean> {
  const started = await within(TO_START, worker.started, worker);
  return started && within(AT_ONCE, worker.api.isReady(), worker);
}

/** A worker that computes as soon as it is known to: a spare that answers, else a new one. */
export async function startedWorker(backend: BackendId): Promise<StartedWorker> {
  const spare = spares.find((one) => one.backend === backend)?.worker;
  if (spare) {
    drop(spare);
    if (await answers(spare)) return spare;
    spare.terminate();
  }
  return startWorker(backend);
}
