/** The worker of one run: starts its backend and returns the run's events on request. */
import { backend as tfBackend } from '@tensorflow/tfjs-core';
import { expose, transfer } from 'comlink';
import type { Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/backends';
import type { RunEvent } from '../core/run/events';
import type { InspectionId, InspectionOf, RequestOf } from '../core/run/inspect';
import { createRun, type Run } from '../core/run/run';
import type { RunSpec } from '../core/run/spec';
import type { RunOptions } from '../core/run/state';
import type { Dataset } from '../core/samples/dataset';
import type { PipelineShape } from '../core/trainer/pipeline/pipelineShape';
import { canBePipelined } from '../core/trainer/pipeline/problem';
import type { ReportLimit } from '../core/trainer/reportBudget';
import type { pytorchFile as PytorchFile } from '../exports/pytorch/pytorchFile';
import { describeAdapter } from './adapter';
import { startBackend } from './backend';
import { stageCrew } from './crew';
import { type DeviceWatch, unwatched, watchDevice } from './deviceWatch';
import { createKeeper, type Keeper, type KeepOrder } from './keep';
import { holdLivenessLock } from './livenessLock';
import { measureRun, measureStep, selfTestValues } from './selfTest';
import { wallClock } from './wallClock';

let kernels: Kernels = {};
let backend: { readonly id: BackendId; readonly threads: number } | undefined;
let run: Run | undefined;
let keeper: Keeper | undefined;
let watch: DeviceWatch = unwatched;

/** A WebGPU backend that fails to start counts as a lost device, unless its code failed to load. */
function notStarted(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return /fetch|module script|load failed/i.test(message)
    ? new Error(message)
    : Object.assign(new Error(message), { name: 'device-lost' });
}

/** Transfers the events' arrays to the page; nothing here reads them again. */
function transferEvents(events: RunEvent[]): RunEvent[] {
  const arrays = events.flatMap((event): readonly ArrayBufferView[] => {
    if (event.type === 'trace') return event.lanes.map(({ seconds }) => seconds);
    if (event.type !== 'predictions') return [];
    const { confusion, pairs } = event;
    return [confusion, pairs?.targets, pairs?.outputs].flatMap((array) => array ?? []);
  });
  return transfer(
    events,
    arrays.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

/** Events that end an answer. A request after the last one frees the networks. */
const ends = new Set<RunEvent['type']>(['progress', 'summary', 'diverged']);

/**
 * Events until the limit is reached or the run is over. Batching keeps small networks from flooding the page; events
 * of a large network do not wait for its next batch.
 */
async function eventsUntil(limit: ReportLimit, { events, checkpoint }: Run): Promise<RunEvent[]> {
  const collected: RunEvent[] = [];
  const until = performance.now() + (limit.maxMilliseconds ?? Number.POSITIVE_INFINITY);
  let result = await events.next(limit);
  while (!result.done) {
    const event = result.value;
    collected.push(event);
    await keeper?.note(event, checkpoint);
    if (ends.has(event.type) || performance.now() >= until) break;
    // The first request only starts the run.
    result = await events.next(event.type === 'started' ? limit : undefined);
  }
  return collected;
}

const api = {
  holdLivenessLock,
  isReady: () => true,
  describeAdapter,
  /** Once per worker. @param threads that compute each of its runs together */
  async startBackend(id: BackendId, threads: number): Promise<void> {
    kernels = await startBackend(id, threads).catch((error: unknown) => {
      throw id === 'webgpu' ? notStarted(error) : error;
    });
    backend = { id, threads };
    // Reports a loss at once: the page's `broken` rejects.
    if (id === 'webgpu')
      watch = watchDevice((tfBackend() as unknown as { device: GPUDevice }).device, reportError);
  },
  /** What the backend's memory can hold. */
  capacity: () => kernels.capacity,
  selfTestValues: () => watch.guard(() => selfTestValues(kernels)),
  measureStep: (budget: number) => watch.guard(() => measureStep(kernels, budget)),
  measureRun: (budget: number, spec: RunSpec, dataset: Dataset) =>
    watch.guard(() => measureRun(kernels, budget, spec, dataset)),
  /**
   * Frees the network of an earlier run.
   * @param keep how the notebook keeps this one; absent: not at all
   * @param shape of its pipeline, where the rule may have one; default: one worker
   */
  async start(
    spec: RunSpec,
    dataset: Dataset,
    options: Omit<RunOptions, 'kernels' | 'crew' | 'traceClock'>,
    keep?: KeepOrder,
    shape?: PipelineShape,
  ): Promise<void> {
    await run?.events.return();
    keeper?.release();
    keeper = keep && (await createKeeper(keep, spec.epochs));
    const start = keeper?.start ?? 'seed';
    const crew =
      shape && backend && canBePipelined(spec) ? stageCrew(shape, backend.id, backend.threads) : undefined;
    run = createRun(spec, dataset, {
      ...options,
      ...{ start, kernels, crew, traceClock: wallClock },
      checkpoints: keeper !== undefined,
    });
  },
  /** Events until the limit; the last is `summary` or `diverged` when the run is over. */
  async next(limit: ReportLimit): Promise<readonly RunEvent[]> {
    return transferEvents(await watch.guard(() => (run ? eventsUntil(limit, run) : [])));
  },
  /** Inspects the network between two events; undefined before the first and after the end. */
  inspect: <K extends InspectionId>(what: K, request: RequestOf<K>): Promise<InspectionOf<K> | undefined> =>
    watch.guard(() => run?.inspect(what, request)),
  /** A run as a PyTorch script: see exports/pytorch. */
  async script(...run: Parameters<typeof PytorchFile>): Promise<ReturnType<typeof PytorchFile>> {
    const { pytorchFile } = await import('../exports/pytorch/pytorchFile');
    const zip = pytorchFile(...run);
    return transfer(zip, [zip.buffer]);
  },
};

export type TrainWorker = typeof api;
expose(api);
