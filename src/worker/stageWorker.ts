/** The worker of one stage of a pipelined run. */
import { expose } from 'comlink';
import type { BackendId } from '../core/run/backends';
import { runStage } from '../core/trainer/pipeline/stage';
import type { StageInit } from '../core/trainer/pipeline/stageInit';
import { startBackend } from './backend';
import { wallClock } from './wallClock';

const api = {
  /** Works until the run ends; the thread answers nothing meanwhile. */
  async work(init: StageInit, backend: BackendId, threads: number): Promise<void> {
    runStage(init, await startBackend(backend, threads), wallClock);
  },
};
export type StageWorker = typeof api;
expose(api);
