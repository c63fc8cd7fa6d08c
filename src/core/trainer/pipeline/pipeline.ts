/**
 * A run whose layers learn in parallel: its first layers in stages with a worker each, its last ones here. Free of update
 * locking, a layer takes the next batch while those above still work on this one; otherwise stages work side by side as
 * far as what they wait for allows, on one batch. At an epoch's end the network is brought together here, so that all
 * else sees the run as it always is: the result is the same, bit for bit.
 */
import { scalar } from '@tensorflow/tfjs-core';
import type { Part } from '../../network/part';
import { isUpdateLocked } from '../../rules/rule';
import { Refusal } from '../../run/refusal';
import type { RunState } from '../../run/state';
import { listedShare } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import { stageWorks } from '../timing/works';
import { type Beginning, goBack, noteBeginning, valuesOf } from './beginning';
import type { Crew, Pipeline } from './crew';
import { createLockedTop } from './lockedTop';
import { canBePipelined, pipelineProblem } from './problem';
import { layerCosts, splitLayers } from './split';
import { inputOf } from './stage';
import { looksDepth, type SharedParts } from './stageInit';
import { createWatch, SILENT } from './watch';
import type { StageCounters, Wait } from './words';
import { endStages, newestRows, type Plan, startStages, type Working } from './working';

/** What `watch` sees of the other stages' gradients in a step. Rules without hidden updates have none. */
function addLooks(
  { net, record }: RunState,
  parts: readonly Part[],
  { looks }: SharedParts,
  step: number,
): void {
  if (net.rule.path === 'none') return;
  for (const [s, all] of looks.entries()) {
    const { from, to } = parts[s] as Part;
    const place = (step % looksDepth(parts.length)) * (to - from);
    for (let i = from; i < to; i++) {
      const look = scalar(all[place + i - from] as number);
      record.addLook(i, look);
      look.dispose();
    }
  }
}

/** A pipeline's run, and where it is. */
interface State extends Plan {
  readonly run: RunState;
  /** As it was given, without noise and input scale. */
  readonly data: Dataset;
  readonly crew: Crew;
  working: Working | undefined;
  beginning: Beginning | undefined;
  watch: ReturnType<typeof createWatch> | undefined;
  /** Between an epoch's first batch and its end. */
  isUnderWay: boolean;
}

/** Call while the stages work. */
const workingOf = ({ working }: State): Working => working as Working;
const lastPart = ({ parts }: State): Part => parts.at(-1) as Part;

/** What the last stage waits for. */
function waits(state: State): Pick<Pipeline, 'awaitedStart' | 'awaitedEnd' | 'wait'> {
  const { crew } = state;
  const others = (): readonly StageCounters[] => workingOf(state).counters.stages.slice(0, -1);
  const first = (all: readonly (Wait | undefined)[]): Wait | undefined =>
    all.find((wait) => wait !== undefined);
  return {
    awaitedStart: () => first(others().map(({ ready }) => ready.below(1))),
    awaitedEnd: (epoch) => first(others().map((one) => one.epoch.below(epoch))),
    wait: async (wait) => {
      const working = workingOf(state);
      const from = crew.clock();
      await crew.wait(working.shared.words, wait);
      const silent = state.watch?.silent(crew.clock() - from);
      if (silent === undefined) return;
      working.lost ??= { stage: silent + 1, reason: `it gave no sign of life for ${SILENT / 1000} s` };
    },
  };
}

/** The last stage's part of a step. */
function steps(state: State): Pick<Pipeline, 'source' | 'done' | 'heldBytes' | 'times'> {
  const { run, parts } = state;
  const stage = parts.length - 1;
  return {
    source: (step, places) =>
      inputOf({ shared: workingOf(state).shared, parts, stage }, run.net, run.data, step, places),
    done: (step, epoch, batch, places) => {
      const { shared, counters, rows } = workingOf(state);
      addLooks(run, parts, shared, step);
      counters.stages[stage]?.took.set(step);
      if (!rows) return;
      rows.write(epoch, batch, places, newestRows(run));
      counters.rows.set(step);
    },
    heldBytes: () =>
      workingOf(state)
        .counters.stages.slice(0, -1)
        .reduce((sum, { held }) => sum + held.now(), 0),
    times: () => workingOf(state).shared.times,
  };
}

function end(state: State): void {
  if (state.working) endStages(state.working);
  state.working = undefined;
}

/** From one epoch to the next. */
function epochs(state: State): Pick<Pipeline, 'begin' | 'gather' | 'restart' | 'settled'> {
  const { run, data, parts, crew } = state;
  const part = lastPart(state);
  return {
    begin: async (epoch) => {
      state.beginning = await noteBeginning(run, epoch, part);
      state.isUnderWay = true;
      if (state.working) return;
      state.working = startStages(run, data, state, state.beginning, crew);
      state.watch = createWatch(state.working.counters, run.spec.epochs);
    },
    gather: (epoch) => {
      const { shared, counters } = workingOf(state);
      for (const [s, values] of shared.ends.entries()) run.net.copyIn(parts[s] as Part, values);
      counters.taken.set(epoch);
      state.isUnderWay = false;
      // A run that is over keeps its own network, not those of its stages.
      if (epoch === run.spec.epochs) endStages(workingOf(state));
    },
    restart: () => {
      end(state);
      if (state.beginning) goBack(run, part, state.beginning);
    },
    settled: async (act) => {
      const { beginning, isUnderWay } = state;
      if (!beginning || !isUnderWay) return act();
      const { step, epoch } = run;
      const here = valuesOf(run, part);
      run.net.copyIn(part, beginning.layers);
      Object.assign(run, { step: beginning.step, epoch: beginning.epoch - 1 });
      try {
        return await act();
      } finally {
        run.net.copyIn(part, here);
        Object.assign(run, { step, epoch });
      }
    },
  };
}

/** @param data as it was given @param parts of at least two stages */
function createPipeline(run: RunState, data: Dataset, parts: readonly Part[], crew: Crew): Pipeline {
  const { rule, layers } = run.net;
  const { batchSize } = run.spec;
  const microBatches = Math.min(crew.microBatches, batchSize, run.sampler.train.length);
  const works = parts.map((part) => stageWorks(rule, part, layers.length, microBatches));
  const state: State = {
    ...{ run, data, parts, crew, microBatches, works },
    ...{ working: undefined, beginning: undefined, watch: undefined, isUnderWay: false },
  };
  const locked = isUpdateLocked(rule)
    ? createLockedTop({ run, parts, microBatches, working: () => workingOf(state) })
    : undefined;
  const between = epochs(state);
  return {
    ...{ parts, part: lastPart(state), works, locked },
    ...waits(state),
    ...steps(state),
    ...between,
    awaited: (step, size) =>
      locked ? locked.awaited(step, 0, size) : workingOf(state).counters.stages.at(-2)?.put.below(step),
    restart: () => {
      locked?.clear();
      between.restart();
    },
    lost: () => state.working?.lost,
    dispose: () => {
      locked?.clear();
      end(state);
    },
  };
}

/**
 * The pipeline of a run; undefined where there is no crew, or where its rule cannot have one.
 * @param data as it was given
 * @throws {Refusal} naming the field when the run cannot have so many stages
 */
export function pipelineOf(run: RunState, data: Dataset, crew: Crew | undefined): Pipeline | undefined {
  const { spec, options } = run;
  if (!crew || crew.stages < 2 || !canBePipelined(spec)) return undefined;
  const found = pipelineProblem(spec, crew.stages);
  if (found) throw new Refusal(found.problem);
  const { start = 'seed' } = options;
  if (start !== 'seed' && 'values' in start && start.values.batches)
    throw new Refusal(
      'Pipeline stages: a reference with batches of its own is replayed in one worker. Choose 1.',
    );
  const costs = layerCosts(spec, run.data, listedShare(run.data, run.net.kernels.listed));
  return createPipeline(run, data, splitLayers(costs, crew.stages), crew);
}
