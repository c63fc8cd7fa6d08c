/**
 * Trains pipelined runs in a Node process, with one reply per message. Started with the number of threads of each stage, and
 * the file that the other stages run.
 */
import { pathToFileURL } from 'node:url';
import { startBackend } from '../../src/cli/backend';
import { stageCrew } from '../../src/cli/pipeline/crew';
import { wallClock } from '../../src/cli/wallClock';
import { layerTimes, measuredRun } from '../../src/core/cost/measured';
import type { Kernels } from '../../src/core/kernels';
import type { RuleId } from '../../src/core/rules';
import type { TraceEvent } from '../../src/core/run/events';
import { createRun } from '../../src/core/run/run';
import type { Dataset } from '../../src/core/samples/dataset';
import { TRACED } from '../../src/core/trainer/timing/trace';
import { readFromFolder } from '../../src/data/nodeFiles';
import { answerCalls } from '../node/calls';
import { busiest, threadTicks } from '../node/threadTimes';
import { readInputs } from '../runner/inputs';
import { configOf, dataOf, type Shape } from '../shapes';
import type { PipelineTurn } from './findings';

/** What a turn trains. */
export interface TurnTask {
  readonly shape: Shape;
  readonly stages: number;
  /** Default: F³-Error. */
  readonly rule?: RuleId;
  /** Default: 1. */
  readonly microBatches?: number;
  /** Of an epoch, of which there are two: the first warms up. */
  readonly batches: number;
}

const threads = Number(process.argv[2] ?? 1);
const stageFile = pathToFileURL(process.argv[3] ?? '');

let kernels: Kernels = {};
let mnist: Dataset | undefined;
let cached: { readonly id: string; readonly data: Dataset } | undefined;

function dataFor(shape: Shape): Dataset {
  if (cached?.id !== shape.id) cached = { id: shape.id, data: dataOf(shape, mnist) };
  return cached.data;
}

/** What the lanes say. @param seconds of the epoch's training steps @param ticks of the busiest thread */
function turnFrom(
  { lanes }: TraceEvent,
  { stages, batches }: TurnTask,
  seconds: number,
  ticks: number | undefined,
): PipelineTurn {
  const traced = measuredRun(lanes);
  if (!traced || traced.batches < Math.min(batches, TRACED) || traced.lanes.length !== stages)
    throw new Error(
      `The trace has ${traced?.batches ?? 0} of ${batches} batches, in ${lanes.length} of ${stages} lanes.`,
    );
  const layers = layerTimes(lanes).map(({ works }) => works.reduce((sum, one) => sum + one.seconds, 0));
  const busy = traced.lanes.map((lane) => lane.busy / traced.batches);
  return {
    msPerStep: (1000 * seconds) / batches,
    busy,
    ticks: ticks && ticks / batches,
    layers,
    possible: traced.possible,
  };
}

/** The second of two epochs. @throws {Error} if it diverged, or a stage was lost */
async function turn(task: TurnTask): Promise<PipelineTurn> {
  const { shape, stages, batches, rule = 'f3-error', microBatches = 1 } = task;
  const data = dataFor(shape);
  const epochShare = (batches * shape.batch) / data.train.size;
  const spec = { ...configOf(shape, rule), epochs: 2, epochShare };
  const crew =
    stages > 1 ? stageCrew({ stages, microBatches }, 'wasm', threads, undefined, stageFile) : undefined;
  let before = threadTicks(process.pid);
  let [seconds, ticks, trace]: [number, number | undefined, TraceEvent | undefined] = [
    0,
    undefined,
    undefined,
  ];
  for await (const event of createRun(spec, data, { kernels, crew, traceClock: wallClock }).events) {
    if (event.type === 'diverged' || event.type === 'stage-lost')
      throw new Error(`${shape.id} in ${stages} stages: ${event.type} in step ${event.step}.`);
    if (event.type === 'trace') trace = event;
    if (event.type !== 'epoch') continue;
    const now = threadTicks(process.pid);
    [seconds, ticks, before] = [event.trainSeconds, busiest(before, now), now];
  }
  if (!trace) throw new Error(`${shape.id} in ${stages} stages ended without a trace.`);
  return turnFrom(trace, task, seconds, ticks);
}

const methods = {
  /** @param folder with MNIST's files; undefined if they are not there */
  start: async (folder?: string): Promise<void> => {
    kernels = await startBackend('wasm', threads);
    mnist = (await readInputs(folder === undefined ? undefined : readFromFolder(folder, 'mnist'))).mnist;
  },
  turn,
};
export type StagesApi = typeof methods;
answerCalls(methods);
