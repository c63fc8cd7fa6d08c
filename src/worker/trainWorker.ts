/** The worker of one run: sets up its backend and forwards `train`'s events when they are asked for. */
import { backend as tfBackend } from '@tensorflow/tfjs-core';
import { expose, transfer } from 'comlink';
import type { Kernels } from '../core/kernels';
import type { Inspection, InspectRequest } from '../core/measures/inspect';
import type { BackendId } from '../core/run/backends';
import type { RunEvent } from '../core/run/events';
import { createRun, type Run } from '../core/run/run';
import type { RunSpec } from '../core/run/spec';
import type { RunOptions } from '../core/run/state';
import type { Dataset } from '../core/samples/dataset';
import type { Limit } from '../core/trainer/pace';
import { describeAdapter } from './adapter';
import { startBackend } from './backend';
import { type DeviceWatch, unwatched, watchDevice } from './deviceWatch';
import { holdLivenessLock } from './livenessLock';
import { measureStep, selfTestValues } from './selfTest';

let kernels: Kernels = {};
let run: Run | undefined;
let watch: DeviceWatch = unwatched;

/** Whatever a graphics device says when it does not start, it is not there; unless its program was not. */
function notStarted(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return /fetch|module script|load failed/i.test(message)
    ? new Error(message)
    : Object.assign(new Error(message), { name: 'device-lost' });
}

/** Arrays that events hold go to the page without a copy; nobody here reads them again. */
function transferEvents(events: RunEvent[]): RunEvent[] {
  const arrays = events.flatMap((event) => {
    if (event.type !== 'predictions') return [];
    const { confusion, pairs } = event;
    return [confusion, pairs?.targets, pairs?.outputs].flatMap((array) => array ?? []);
  });
  return transfer(
    events,
    arrays.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

/** A run that is asked for more after its end lets go of its networks. */
const ends = new Set<RunEvent['type']>(['progress', 'summary', 'diverged']);

/**
 * All events until the limit is reached or the run is over, so that small networks do not flood the page; what a
 * large one has to tell does not wait for its next batch.
 */
async function eventsUntil(limit: Limit, events: Run['events']): Promise<RunEvent[]> {
  const told: RunEvent[] = [];
  const until = performance.now() + (limit.maxMilliseconds ?? Number.POSITIVE_INFINITY);
  let result = await events.next(limit);
  while (!result.done) {
    const event = result.value;
    told.push(event);
    if (ends.has(event.type) || performance.now() >= until) break;
    // What is asked first only starts the run.
    result = await events.next(event.type === 'started' ? limit : undefined);
  }
  return told;
}

const api = {
  holdLivenessLock,
  isReady: () => true,
  describeAdapter,
  /** Once per worker. */
  async startBackend(backend: BackendId): Promise<void> {
    kernels = await startBackend(backend).catch((error: unknown) => {
      throw backend === 'webgpu' ? notStarted(error) : error;
    });
    // The page hears of a loss at once: `broken` rejects.
    if (backend === 'webgpu')
      watch = watchDevice((tfBackend() as unknown as { device: GPUDevice }).device, reportError);
  },
  /** What the backend can hold. */
  capacity: () => kernels.capacity,
  selfTestValues: () => watch.guard(() => selfTestValues(kernels)),
  measureStep: (budget: number) => watch.guard(() => measureStep(kernels, budget)),
  /** What was trained before lets go of its network. */
  async start(spec: RunSpec, dataset: Dataset, options: Omit<RunOptions, 'kernels'>): Promise<void> {
    await run?.events.return();
    run = createRun(spec, dataset, { ...options, kernels });
  },
  /** What happens until the limit; the last is `summary` or `diverged` when the run is over. */
  async next(limit: Limit): Promise<readonly RunEvent[]> {
    return transferEvents(await watch.guard(() => (run ? eventsUntil(limit, run.events) : [])));
  },
  /** A look inside, between two events; undefined before the first and after the end. */
  inspect: (request: InspectRequest): Promise<Inspection | undefined> =>
    watch.guard(() => run?.inspect(request)),
};

export type TrainWorker = typeof api;
expose(api);
