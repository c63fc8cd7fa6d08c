/** Starts the stages of a pipeline, and ends them. */
import type { ErrorMemory } from '../../errorMemory/memory';
import { numbersOf } from '../../network/numbers';
import type { Part } from '../../network/part';
import { isUpdateLocked } from '../../rules/rule';
import type { RunState } from '../../run/state';
import type { Dataset } from '../../samples/dataset';
import { laneSize } from '../timing/trace';
import type { Marked } from '../timing/works';
import { type Beginning, valuesOf } from './beginning';
import type { Crew, LostStage, StageHandle } from './crew';
import { type ErrorRows, openErrorRows } from './errorRows';
import { looksDepth, type SharedParts, SLOTS, type StageInit } from './stageInit';
import { type Counters, countersSize, openCounters } from './words';

/** Stages at work. */
export interface Working {
  readonly shared: SharedParts;
  readonly counters: Counters;
  readonly rows: ErrorRows | undefined;
  readonly handles: readonly StageHandle[];
  lost: LostStage | undefined;
}

const floats = (size: number): Float32Array<SharedArrayBuffer> =>
  new Float32Array(new SharedArrayBuffer(4 * size));

/** How a pipeline works. */
export interface Plan {
  readonly parts: readonly Part[];
  readonly microBatches: number;
  /** Of each stage. */
  readonly works: readonly (readonly Marked[])[];
}

function shareParts({ spec, net, memories, sampler }: RunState, { parts, works }: Plan): SharedParts {
  const { own } = memories;
  const { path } = net.rule;
  const samples = Math.min(spec.batchSize, sampler.train.length);
  const below = parts.slice(0, -1);
  const isLocked = isUpdateLocked(net.rule);
  return {
    words: new Int32Array(new SharedArrayBuffer(4 * countersSize(parts.length))),
    borders: below.map(({ to }) => floats(SLOTS * samples * (net.sizes[to] as number))),
    deltas: path === 'layerwise' ? below.map(({ to }) => floats(samples * (net.sizes[to] as number))) : [],
    output: isLocked && path === 'direct' ? floats(samples * (net.sizes.at(-1) as number)) : undefined,
    rows: own && floats(2 * sampler.train.length * own.width),
    looks: spec.measures.includes('watch')
      ? below.map(({ from, to }) => floats(looksDepth(parts.length) * (to - from)))
      : [],
    ends: below.map((part) => ({
      values: floats(net.valuesSize(part)),
      updates: new Int32Array(new SharedArrayBuffer(4 * (part.to - part.from))),
    })),
    times: below.map(
      (_, s) => new Float64Array(new SharedArrayBuffer(16 * laneSize((works[s] as Plan['works'][0]).length))),
    ),
  };
}

/** What a stage starts from: what the run has now. */
function initOf(
  run: RunState,
  data: Dataset,
  { parts, microBatches, shared, stage }: Pick<StageInit, 'parts' | 'microBatches' | 'shared' | 'stage'>,
  { feedback, errors, step, epoch }: Beginning,
): StageInit {
  return {
    ...{ spec: run.spec, data, stage, parts, microBatches, shared, step, feedback, errors },
    epoch: epoch - 1,
    layers: valuesOf(run, parts[stage] as Part),
    stepFactors: run.net.stepFactors(),
  };
}

/** All rows of the error memory as they were last computed; call for rules that have one. */
export const newestRows = ({ net, memories }: RunState): Float32Array =>
  numbersOf((memories.own as ErrorMemory).newest(), net.kernels)();

/** Rows that were computed before the stages started, and that their layers may not read yet. */
function writePending(run: RunState, rows: ErrorRows, epoch: number): void {
  const { spec, sampler } = run;
  if (spec.errorDelay === 0 || epoch === 1) return;
  const { batches } = sampler.order(epoch - 1);
  for (const [batch, places] of batches.entries())
    if (batch >= batches.length - spec.errorDelay) rows.write(epoch - 1, batch, places, newestRows(run));
}

export function startStages(
  run: RunState,
  data: Dataset,
  plan: Plan,
  beginning: Beginning,
  crew: Crew,
): Working {
  const { spec, memories, sampler } = run;
  const { parts, microBatches } = plan;
  const shared = shareParts(run, plan);
  const counters = openCounters(shared.words, parts.length);
  const { step } = beginning;
  counters.rows.set(step);
  counters.taken.set(beginning.epoch - 1);
  // What is handed on is counted from the run's first step; nothing is there yet.
  for (const { took, epoch } of counters.stages) {
    took.set(step);
    epoch.set(beginning.epoch - 1);
  }
  const width = memories.own?.width ?? 0;
  const rows = shared.rows && openErrorRows(shared.rows, width, sampler, spec.batchSize);
  if (rows) writePending(run, rows, beginning.epoch);
  const working: Working = {
    ...{ shared, counters, rows },
    handles: parts.slice(0, -1).map((_, stage) =>
      crew.open(initOf(run, data, { parts, microBatches, shared, stage }, beginning), (reason) => {
        working.lost ??= { stage: stage + 1, reason };
      }),
    ),
    lost: undefined,
  };
  return working;
}

export function endStages({ counters, handles }: Working): void {
  counters.stop.set(1);
  for (const { end } of handles) end();
}
