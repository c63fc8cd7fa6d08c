/** The thread of one stage of a pipelined run, in Node. */
import { workerData } from 'node:worker_threads';
import type { BackendId } from '../../core/run/backends';
import { runStage } from '../../core/trainer/pipeline/stage';
import type { StageInit } from '../../core/trainer/pipeline/stageInit';
import { startBackend } from '../backend';
import { wallClock } from '../wallClock';

export interface StageTask {
  readonly init: StageInit;
  readonly backend: BackendId;
  readonly threads: number;
}

const { init, backend, threads } = workerData as StageTask;
runStage(init, await startBackend(backend, threads), wallClock);
