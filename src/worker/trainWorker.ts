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
import { describeAdapter, startBackend } from './backend';
import { measureStep, selfTestValues } from './probe';

let kernels: Kernels = {};
let training: Training | undefined;
let lost: string | undefined;

/** A lost device does not throw: later operations are silent no-ops until the next read. */
function watchDevice(): void {
  const { device } = tfBackend() as unknown as { device: GPUDevice };
  void device.lost.then(({ message }) => {
    lost = `The graphics device went away. ${message}`;
    // A worker that only stands ready is not asked: the page must hear of it to make another.
    if (!training) reportError(new Error(lost));
  });
}

/** Arrays that an event holds go to the page without a copy; nobody here reads them again. */
function handOver(event: RunEvent): RunEvent {
  if (event.type !== 'predictions') return event;
  const { confusion, pairs } = event;
  const arrays = [confusion, pairs?.targets, pairs?.outputs].flatMap((array) => array ?? []);
  return transfer(
    event,
    arrays.map(({ buffer }) => buffer as ArrayBuffer),
  );
}

const api = {
  describeAdapter,
  /** Once per worker. */
  async startBackend(backend: BackendId): Promise<void> {
    kernels = await startBackend(backend);
    if (backend === 'webgpu') watchDevice();
  },
  selfTestValues: () => selfTestValues(kernels),
  measureStep: (budget: number) => measureStep(kernels, budget),
  start(config: RunConfig, dataset: Dataset, options: Omit<RunOptions, 'kernels'>): void {
    training = createTraining(config, dataset, { ...options, kernels });
  },
  /** The next event; undefined when the run is over. */
  async next(limit?: Limit): Promise<RunEvent | undefined> {
    if (lost !== undefined) throw new Error(lost);
    const result = await training?.events.next(limit);
    if (lost !== undefined) throw new Error(lost);
    return result?.value ? handOver(result.value) : undefined;
  },
  /** A look inside, between two events; undefined before the first and after the end. */
  inspect: async (request: InspectRequest): Promise<Inspection | undefined> => training?.inspect(request),
};

export type TrainWorker = typeof api;
expose(api);
