/** The worker of one rule: sets up its backend and forwards `train`'s events when they are asked for. */
import { backend as tfBackend } from '@tensorflow/tfjs-core';
import { expose, transfer } from 'comlink';
import type { Dataset } from '../core/dataset';
import type { Inspection, InspectRequest } from '../core/inspect';
import type { Kernels } from '../core/network';
import type { Limit } from '../core/pace';
import type { BackendId, RunConfig, RunEvent } from '../core/run';
import type { RunOptions } from '../core/runState';
import { createTraining, type Training } from '../core/train';
import { describeAdapter } from './adapter';
import { startBackend } from './backend';
import { live } from './life';
import { measureStep, selfTestValues } from './probe';

let kernels: Kernels = {};
let training: Training | undefined;
let lost: Error | undefined;
let watching = false;
/** Resolves when the graphics device is gone; stays open where there is none. */
let whenLost: Promise<unknown> = new Promise(() => undefined);

/**
 * The page hears of it at once, also from a worker that only stands ready, or whose run is paused: `broken` rejects.
 */
function lose(name: 'device-lost' | 'out-of-memory' | 'broke', message: string): void {
  if (lost) return;
  lost = Object.assign(new Error(message), { name });
  reportError(lost);
}

/** Milliseconds in which it is known why something failed: the device says that it is lost a moment later. */
const SOON = 2000;
const soon = (): Promise<unknown> =>
  Promise.race([whenLost, new Promise((resolve) => setTimeout(resolve, SOON))]);

/**
 * A lost device does not throw: later operations are silent no-ops until the next read. Nor does one whose memory
 * is full: what could not be allocated reads as zeros.
 */
function watchDevice(): void {
  const { device } = tfBackend() as unknown as { device: GPUDevice };
  watching = true;
  whenLost = device.lost.then(({ message }) =>
    lose('device-lost', `The graphics device went away. ${message}`),
  );
  device.addEventListener('uncapturederror', async ({ error }) => {
    await soon();
    const isFull = error instanceof GPUOutOfMemoryError;
    lose(
      isFull ? 'out-of-memory' : 'broke',
      `${isFull ? 'Out of graphics memory' : 'GPU'}: ${error.message}`,
    );
  });
}

/** What fails on a lost device fails for that reason, whatever it says. */
async function orLost<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (watching) await soon();
    throw lost ?? error;
  }
}

/** Whatever a graphics device says when it does not start, it is not there; unless its program was not. */
function notStarted(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return /fetch|module script|load failed/i.test(message)
    ? new Error(message)
    : Object.assign(new Error(message), { name: 'device-lost' });
}

/** Arrays that events hold go to the page without a copy; nobody here reads them again. */
function handOver(events: RunEvent[]): RunEvent[] {
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
async function eventsUntil(limit: Limit, events: Training['events']): Promise<RunEvent[]> {
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
  live,
  isReady: () => true,
  describeAdapter,
  /** Once per worker. */
  async startBackend(backend: BackendId): Promise<void> {
    kernels = await startBackend(backend).catch((error: unknown) => {
      throw backend === 'webgpu' ? notStarted(error) : error;
    });
    if (backend === 'webgpu') watchDevice();
  },
  /** What the backend can hold. */
  capacity: () => kernels.capacity,
  selfTestValues: () => orLost(selfTestValues(kernels)),
  measureStep: (budget: number) => orLost(measureStep(kernels, budget)),
  start(config: RunConfig, dataset: Dataset, options: Omit<RunOptions, 'kernels'>): void {
    training = createTraining(config, dataset, { ...options, kernels });
  },
  /** What happens until the limit; the last is `summary` or `diverged` when the run is over. */
  async next(limit: Limit): Promise<readonly RunEvent[]> {
    if (lost !== undefined) throw lost;
    const events = training ? await orLost(eventsUntil(limit, training.events)) : [];
    if (lost !== undefined) throw lost;
    return handOver(events);
  },
  /** A look inside, between two events; undefined before the first and after the end. */
  inspect: async (request: InspectRequest): Promise<Inspection | undefined> => training?.inspect(request),
};

export type TrainWorker = typeof api;
expose(api);
