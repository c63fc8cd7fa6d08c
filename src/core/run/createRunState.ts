/** Creates and disposes the state of a run. */

import { delayProblem } from '../errorMemory/delayProblem';
import { informationOf, type Memories } from '../errorMemory/memory';
import { measures } from '../measures';
import { createMeasuring } from '../measures/taking/take';
import { type NetworkLayer, weightsOf } from '../network/layer';
import { createNetwork, type Network } from '../network/network';
import type { StepObserver } from '../passes/step';
import type { Dataset } from '../samples/dataset';
import { scaledData } from '../samples/inputScale';
import { noisyData } from '../samples/scenario/noise';
import { fewestSteps } from '../trainer/epochSteps';
import { createSampler, type Sampler } from '../trainer/places';
import { type BatchRecord, createBatchRecord } from '../trainer/record';
import { createReportBudget } from '../trainer/reportBudget';
import { createStuckWatch } from '../trainer/stuck/stuck';
import { clockTick, createStopwatch } from '../trainer/timing/stopwatch';
import type { ResumedState } from './checkpoint';
import { initialStateOf } from './initialState';
import { createMemories } from './memories';
import { Refusal } from './refusal';
import { type RunSpec, runIdOf } from './spec';
import type { RunOptions, RunState } from './state';
import { validateSpec } from './validateSpec';

/** Records plain errors and gradient statistics, as far as the selected measures need them. */
function createObserver({ config, layers }: Network, { plain }: Memories, record: BatchRecord): StepObserver {
  return {
    ...(plain ? { output: (batch, y) => plain.write(batch, y) } : {}),
    ...(config.measures.includes('watch')
      ? {
          gradients: (i, gradients) =>
            record.addLook(i, measures.watch.look(weightsOf(layers[i] as NetworkLayer, gradients))),
        }
      : {}),
  };
}

/** The samples whose errors a resumed run still waits for. @throws {Refusal} where an epoch is shorter than the delay */
function pendingBatches(
  spec: RunSpec,
  { steps, order }: Sampler,
  resumed: ResumedState | undefined,
): readonly Uint32Array[] {
  const { errorDelay } = spec;
  if (errorDelay === 0 || !informationOf(spec)) return [];
  const fewest = fewestSteps(steps);
  if (errorDelay > fewest) throw new Refusal(delayProblem(errorDelay, fewest));
  if (!resumed) return [];
  return order(resumed.summary.last.epoch).batches.slice(-errorDelay);
}

/** @throws {Refusal} naming the field when settings, data and checkpoint do not match */
export function createRunState(spec: RunSpec, given: Dataset, options: RunOptions): RunState {
  const clean = scaledData(spec, given);
  const { kernels = {}, start = 'seed' } = options;
  validateSpec(spec, clean, kernels, start !== 'seed' && 'values' in start);
  const { initial, feedbackOrigin, memories: kept, batches, resumed } = initialStateOf(options, spec, clean);
  const sampler = createSampler(spec, clean, batches);
  const data = noisyData(spec, clean, sampler.train);
  const net = createNetwork(spec, data, initial, kernels);
  if (resumed?.stepFactors) net.setStepFactors(resumed.stepFactors);
  const memories = createMemories(spec, data, kernels, kept, pendingBatches(spec, sampler, resumed));
  const record = createBatchRecord();
  return {
    id: options.id ?? runIdOf(spec),
    spec,
    data,
    net,
    memories,
    measuring: createMeasuring(net, data, memories, sampler.train),
    record,
    observer: createObserver(net, memories, record),
    budget: createReportBudget(),
    stopwatch: createStopwatch(clockTick(), kernels.queues ?? false),
    stuck: createStuckWatch(net, data, sampler, resumed?.stuck),
    options,
    ...{ pipeline: undefined, lane: undefined },
    sampler,
    orders: new Map(),
    sampledAt: Number.NEGATIVE_INFINITY,
    visits: memories.own ? (resumed?.visits ?? new Uint16Array(data.train.size)) : undefined,
    firstSizes: undefined,
    ...{ step: resumed?.step ?? 0, epoch: resumed?.summary.last.epoch ?? 0 },
    resting: false,
    feedbackOrigin,
    summary: resumed?.summary,
    heldBytes: 0,
    bestRecall: resumed?.bestRecall ?? [],
    dead: new Set(resumed?.dead),
    zeroSince: new Map(resumed?.zeroSince),
  };
}

export function disposeRunState({ net, memories, measuring, record, stuck, pipeline }: RunState): void {
  pipeline?.dispose();
  net.dispose();
  memories.own?.dispose();
  memories.plain?.dispose();
  measuring?.dispose();
  record.dispose();
  stuck.dispose();
}
