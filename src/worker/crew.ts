/** The other stages of a pipelined run, in workers of its worker. */
import { wrap } from 'comlink';
import type { BackendId } from '../core/run/backends';
import { Refusal } from '../core/run/refusal';
import type { Crew } from '../core/trainer/pipeline/crew';
import { createNap } from '../core/trainer/pipeline/nap';
import type { PipelineShape } from '../core/trainer/pipeline/pipelineShape';
import { notIsolated, oneDevice } from '../core/trainer/pipeline/problem';
import type { StageWorker } from './stageWorker';
import { wallClock } from './wallClock';

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * @param backend of all of them
 * @param threads of each
 * @throws {Refusal} where they cannot share memory, or would share a device
 */
export function stageCrew(shape: PipelineShape, backend: BackendId, threads: number): Crew {
  if (!globalThis.crossOriginIsolated) throw new Refusal(notIsolated);
  if (backend === 'webgpu') throw new Refusal(oneDevice);
  return {
    ...shape,
    clock: wallClock,
    open: (init, ended) => {
      const worker = new Worker(new URL('./stageWorker.ts', import.meta.url), { type: 'module' });
      const fail = (reason: string): void => {
        worker.terminate();
        ended(reason);
      };
      worker.addEventListener('error', ({ message }) => fail(message || 'its script did not load'));
      wrap<StageWorker>(worker)
        .work(init, backend, threads)
        .catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
      return { end: () => worker.terminate() };
    },
    wait: createNap(wallClock, breathe),
  };
}
