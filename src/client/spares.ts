/** A pool of warm training workers, started before Train is pressed, so that a run begins at once. */
import type { BackendId } from '../core/run/backends';
import type { TrainWorker } from '../worker/trainWorker';
import { createTrainWorker, type WorkerHandle } from './workers';

/** More would hold memory that few users need. */
const MAX_SPARES = 4;

export interface StartedWorker extends WorkerHandle<TrainWorker> {
  /** The backend is running; rejects when it fails to start. */
  readonly started: Promise<void>;
}

/** What a worker computes on. */
export interface WorkerKind {
  readonly backend: BackendId;
  readonly threads: number;
}
const isSame = (a: WorkerKind, b: WorkerKind): boolean => a.backend === b.backend && a.threads === b.threads;

let spares: { readonly kind: WorkerKind; readonly worker: StartedWorker }[] = [];

function drop(worker: StartedWorker): void {
  spares = spares.filter((spare) => spare.worker !== worker);
}

function startWorker({ backend, threads }: WorkerKind): StartedWorker {
  const worker = createTrainWorker();
  const started = worker.api.startBackend(backend, threads);
  started.catch(() => undefined);
  return { ...worker, started };
}

function addSpare(kind: WorkerKind, worker: StartedWorker): void {
  spares.push({ kind, worker });
  // A spare that broke is dropped at once, so that it is never used and holds no memory.
  Promise.race([worker.started.then(() => worker.broken), worker.broken]).catch(() => {
    if (!spares.some((spare) => spare.worker === worker)) return;
    drop(worker);
    worker.terminate();
  });
}

/** Adds a worker whose backend is already running. */
export function adoptSpare(kind: WorkerKind, worker: WorkerHandle<TrainWorker>): void {
  addSpare(kind, { ...worker, started: Promise.resolve() });
}

/** How many spares are to be there; a run that takes a worker stops the filling, so that nothing starts beside it. */
let wanted: { readonly kind: WorkerKind; readonly count: number } | undefined;

/** The spare that is being started. */
let starting: StartedWorker | undefined;

/** Starts one spare, and the next when it runs: each takes about a second of a core that the page needs, too. */
function fill(): void {
  if (!wanted || starting || spares.length >= wanted.count) return;
  const worker = startWorker(wanted.kind);
  starting = worker;
  addSpare(wanted.kind, worker);
  const next = (works: boolean): void => {
    if (starting !== worker) return;
    starting = undefined;
    if (works) fill();
  };
  worker.started.then(
    () => next(true),
    () => next(false),
  );
}

/** Terminates spares, or starts them one after the other, until there are `count`, at most `MAX_SPARES`. */
export function keepSpares(kind: WorkerKind, count: number): void {
  const most = Math.min(count, MAX_SPARES);
  const right = spares.filter((spare) => isSame(spare.kind, kind)).slice(0, most);
  for (const spare of spares) if (!right.includes(spare)) spare.worker.terminate();
  spares = right;
  if (!spares.some((spare) => spare.worker === starting)) starting = undefined;
  wanted = { kind, count: most };
  fill();
}

/** Milliseconds; a warm worker answers within a few. */
const ANSWER_TIMEOUT = 5000;
/** Milliseconds; a new worker still has to load its backend. */
const START_TIMEOUT = 10_000;

/** Whether the work was done in time; false when the worker broke. */
async function within(milliseconds: number, work: Promise<unknown>, worker: StartedWorker): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  return Promise.race([work.then(() => true), worker.broken, late])
    .catch(() => false)
    .finally(() => clearTimeout(timer));
}

/** Whether a spare still answers: one that idled for an hour, or was still starting, may hang without any error. */
async function answers(worker: StartedWorker): Promise<boolean> {
  const started = await within(START_TIMEOUT, worker.started, worker);
  return started && within(ANSWER_TIMEOUT, worker.api.isReady(), worker);
}

/** A spare that answers, else a new worker. */
export async function startedWorker(kind: WorkerKind): Promise<StartedWorker> {
  wanted = undefined;
  const spare = spares.find((one) => isSame(one.kind, kind))?.worker;
  if (spare) {
    drop(spare);
    if (await answers(spare)) return spare;
    spare.terminate();
  }
  return startWorker(kind);
}
