/** The other stages of a pipelined run, in threads of Node. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { BackendId } from '../../core/run/backends';
import type { Experiment } from '../../core/run/spec';
import type { Split } from '../../core/samples/dataset';
import type { Crew } from '../../core/trainer/pipeline/crew';
import { createNap } from '../../core/trainer/pipeline/nap';
import { type PipelineShape, pipelineShapeOf } from '../../core/trainer/pipeline/pipelineShape';
import type { StageInit } from '../../core/trainer/pipeline/stageInit';
import { backendOf } from '../backend';
import { breathe } from '../files/output';
import { wallClock } from '../wallClock';
import type { StageTask } from './stageThread';

const require = createRequire(import.meta.url);
/** A thread that reads TypeScript has to be told how: it does not inherit that. */
const fromSource = (file: string): string => {
  const loader = new URL('dist/esm/api/index.mjs', pathToFileURL(require.resolve('tsx/package.json')));
  return `import('${loader}').then(({ register }) => register()).then(() => import('${file}'));`;
};

/** From the source, as the command line runs, or from what it was bundled to. */
function startThread(workerData: StageTask, { href }: URL): Worker {
  if (!href.endsWith('.ts')) return new Worker(new URL(href), { workerData });
  return new Worker(fromSource(href), { eval: true, workerData, execArgv: [] });
}

const isSource = import.meta.url.endsWith('.ts');
const ownFile = new URL(isSource ? './stageThread.ts' : './stageThread.js', import.meta.url);

/** In memory that threads share, instead of a copy for each. */
function sharedArray<T extends Uint8Array | Float32Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Type = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Type(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

function sharedSplit(split: Split): Split {
  const { targets } = split;
  return {
    ...split,
    inputs: sharedArray(split.inputs),
    targets:
      targets.kind === 'classes'
        ? { kind: 'classes', labels: sharedArray(targets.labels) }
        : { kind: 'values', values: sharedArray(targets.values) },
  };
}

/** The crew of an experiment's runs; undefined where none has stages. */
export function crewOf(
  experiment: Pick<Experiment, 'pipeline' | 'microBatches' | 'backend' | 'threads'>,
): Crew | undefined {
  const shape = pipelineShapeOf(experiment);
  return shape && stageCrew(shape, backendOf(experiment), experiment.threads);
}

/**
 * @param backend of all of them
 * @param threads of each
 * @param started called with each thread
 * @param file what a thread runs
 */
export function stageCrew(
  shape: PipelineShape,
  backend: BackendId,
  threads = 1,
  started: (thread: Worker) => void = () => undefined,
  file = ownFile,
): Crew {
  let data: StageInit['data'] | undefined;
  return {
    ...shape,
    clock: wallClock,
    open: (init, ended) => {
      data ??= { ...init.data, train: sharedSplit(init.data.train), test: sharedSplit(init.data.test) };
      const task: StageTask = { init: { ...init, data }, backend, threads };
      const worker = startThread(task, file);
      started(worker);
      let told = false;
      worker.on('error', ({ message }) => ended(message));
      worker.on('exit', (status) => {
        if (!told && status !== 0) ended(`its thread ended with status ${status}`);
      });
      return {
        end: () => {
          told = true;
          void worker.terminate();
        },
      };
    },
    wait: createNap(wallClock, breathe),
  };
}
