/**
 * A run whose layers learn in parallel: its first layers in stages with a worker each, its last ones here. For rules free of
 * update locking, for which a layer may take the next batch while those above still work on this one. At an epoch's end
 * the network is brought together here, so that all else sees the run as it always is: the result is the same, bit for bit.
 */
import { scalar, tensor2d } from '@tensorflow/tfjs-core';
import type { KeptErrors } from '../../errorMemory/memory';
import type { LayerValues } from '../../network/transfer';
import type { Part } from '../../passes/visitor';
import type { FeedbackOrigin } from '../../run/checkpoint';
import { Refusal } from '../../run/refusal';
import type { RunState } from '../../run/state';
import type { BatchSource } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import { everyOne } from '../places';
import { laneSize, worksOf } from '../trace';
import { type ErrorRows, openErrorRows } from './errorRows';
import { canBePipelined, pipelineProblem } from './problem';
import { layerCosts, splitLayers } from './split';
import { inputOf } from './stage';
import { looksDepth, type SharedParts, SLOTS, type StageInit } from './stageInit';
import {
  type Counter,
  type Counters,
  countersSize,
  openCounters,
  type StageCounters,
  type Wait,
} from './words';

/** A stage in its worker. */
export interface StageHandle {
  /** Ends it at once. */
  readonly end: () => void;
}

/** Where the stages of a run work: what differs between page and Node. */
export interface Crew {
  /** Of a run, at least 2; the last one is the run's own worker. */
  readonly stages: number;
  /** Milliseconds, the same in all workers. */
  readonly clock: () => number;
  /** Starts a stage. @param ended called if it ends before it is told to, with the reason */
  readonly open: (init: StageInit, ended: (reason: string) => void) => StageHandle;
  /** Waits until a counter changes, but not for long, and lets news of ended workers in. */
  readonly wait: (words: Int32Array<SharedArrayBuffer>, wait: Wait) => Promise<void>;
}

/** What the last stage had before the first batch of an epoch, to begin it again. */
interface Beginning {
  readonly epoch: number;
  readonly step: number;
  readonly layers: LayerValues;
  readonly feedback: readonly Float32Array[];
  readonly feedbackOrigin: FeedbackOrigin;
  readonly errors: KeptErrors | undefined;
  readonly plain: KeptErrors | undefined;
  readonly dead: readonly number[];
  readonly zeroSince: ReadonlyMap<number, number>;
}

/** A stage that ended, or did not answer. */
export interface LostStage {
  /** From 1. */
  readonly stage: number;
  readonly reason: string;
}

/** Stages at work. */
interface Working {
  readonly shared: SharedParts;
  readonly counters: Counters;
  readonly rows: ErrorRows | undefined;
  readonly handles: readonly StageHandle[];
  lost: LostStage | undefined;
}

export interface Pipeline {
  readonly parts: readonly Part[];
  /** The layers that are trained here. */
  readonly part: Part;
  /** Call before an epoch's first batch: starts the stages where none work, and notes what is there. */
  readonly begin: (epoch: number) => Promise<void>;
  /** What to wait for until all stages have their networks: their start is no training. */
  readonly awaitedStart: () => Wait | undefined;
  /** What to wait for before a step; undefined if its batch is there. @param step 1, 2, … */
  readonly awaited: (step: number) => Wait | undefined;
  /** What to wait for until all stages have left their weights of this epoch. */
  readonly awaitedEnd: (epoch: number) => Wait | undefined;
  readonly wait: (wait: Wait) => Promise<void>;
  /** A stage that was lost: call `restart`. */
  readonly lost: () => LostStage | undefined;
  /** The batch of a step. */
  readonly source: (step: number, places: Uint32Array) => BatchSource;
  /** The step is done. @param batch from 0, in the epoch */
  readonly done: (step: number, epoch: number, batch: number, places: Uint32Array) => void;
  /** Brings the stages' weights here, after `awaitedEnd`. */
  readonly gather: (epoch: number) => void;
  /** Back to the beginning of the epoch, without the stages. */
  readonly restart: () => void;
  /** Bytes that the other stages held at most in a step. */
  readonly heldBytes: () => number;
  /** Times of the other stages' lanes, of this epoch and the last: see trace.ts. */
  readonly times: () => readonly Float64Array[];
  /** Does something with the network as it was at the last epoch's end. */
  readonly settled: <T>(act: () => Promise<T>) => Promise<T>;
  readonly dispose: () => void;
}

/** Milliseconds of waiting without a sign of life after which a stage counts as hanging. */
const SILENT = 30_000;
/** No single wait counts for more: a computer that slept has not waited. */
const LONGEST = 200;

const floats = (size: number): Float32Array<SharedArrayBuffer> =>
  new Float32Array(new SharedArrayBuffer(4 * size));

function shareParts({ spec, net, memories, sampler }: RunState, parts: readonly Part[]): SharedParts {
  const { own } = memories;
  const samples = Math.min(spec.batchSize, sampler.train.length);
  const below = parts.slice(0, -1);
  return {
    words: new Int32Array(new SharedArrayBuffer(4 * countersSize(parts.length))),
    borders: below.map(({ to }) => floats(SLOTS * samples * (net.sizes[to] as number))),
    rows: own && floats(2 * sampler.train.length * own.width),
    looks: spec.measures.includes('watch')
      ? below.map(({ from, to }) => floats(looksDepth(parts.length) * (to - from)))
      : [],
    ends: below.map((part) => ({
      values: floats(net.valuesSize(part)),
      updates: new Int32Array(new SharedArrayBuffer(4 * (part.to - part.from))),
    })),
    times: below.map(
      (part) =>
        new Float64Array(
          new SharedArrayBuffer(16 * laneSize(worksOf(net.rule, part, net.layers.length).length)),
        ),
    ),
  };
}

/** A part's values, in memory of their own. */
function valuesOf({ net }: RunState, part: Part): LayerValues {
  const values = new Float32Array(net.valuesSize(part));
  const updates = new Int32Array(part.to - part.from);
  net.copyOut(part, { values, updates });
  return { values, updates };
}

/** Notices stages that give no sign of life. @param epochs after which a stage is done */
function createWatch({ stages }: Counters, epochs: number) {
  const seen = stages.slice(0, -1).map(() => ({ signs: -1, silent: 0 }));
  const signsOf = ({ beat, ready, put, epoch }: StageCounters): number =>
    [beat, ready, put, epoch].reduce((sum, counter: Counter) => sum + counter.now(), 0);
  return {
    /** @param since milliseconds waited @returns a stage (from 0) that has been silent for too long */
    silent: (since: number): number | undefined => {
      for (const [s, one] of seen.entries()) {
        const own = stages[s] as StageCounters;
        const signs = signsOf(own);
        const isQuiet = signs === one.signs && own.epoch.now() < epochs;
        one.silent = isQuiet ? one.silent + Math.min(since, LONGEST) : 0;
        one.signs = signs;
      }
      const found = seen.findIndex(({ silent }) => silent > SILENT);
      return found < 0 ? undefined : found;
    },
  };
}

/** What a stage starts from: what the run has now. */
function initOf(
  run: RunState,
  data: Dataset,
  { parts, shared, stage }: Pick<StageInit, 'parts' | 'shared' | 'stage'>,
  { feedback, errors, step, epoch }: Beginning,
): StageInit {
  return {
    ...{ spec: run.spec, data, stage, parts, shared, step, feedback, errors },
    epoch: epoch - 1,
    layers: valuesOf(run, parts[stage] as Part),
    stepFactors: run.net.stepFactors(),
  };
}

function startStages(
  run: RunState,
  data: Dataset,
  parts: readonly Part[],
  beginning: Beginning,
  crew: Crew,
): Working {
  const { spec, memories, sampler } = run;
  const shared = shareParts(run, parts);
  const counters = openCounters(shared.words, parts.length);
  const { step } = beginning;
  counters.rows.set(step);
  counters.taken.set(beginning.epoch - 1);
  for (const { put, took, epoch } of counters.stages) {
    put.set(step);
    took.set(step);
    epoch.set(beginning.epoch - 1);
  }
  const width = memories.own?.width ?? 0;
  const working: Working = {
    ...{ shared, counters },
    rows: shared.rows && openErrorRows(shared.rows, width, sampler, spec.batchSize),
    handles: parts.slice(0, -1).map((_, stage) =>
      crew.open(initOf(run, data, { parts, shared, stage }, beginning), (reason) => {
        working.lost ??= { stage: stage + 1, reason };
      }),
    ),
    lost: undefined,
  };
  return working;
}

function endStages({ counters, handles }: Working): void {
  counters.stop.set(1);
  for (const { end } of handles) end();
}

async function noteBeginning(run: RunState, epoch: number, part: Part): Promise<Beginning> {
  const { net, memories, step, feedbackOrigin } = run;
  const feedback = net.feedback.map((B) => Float32Array.from(B.dataSync() as Float32Array));
  const [errors, plain] = [await memories.own?.keep(), await memories.plain?.keep()];
  const [dead, zeroSince] = [[...run.dead], new Map(run.zeroSince)];
  const layers = valuesOf(run, part);
  return { epoch, step, layers, feedback, feedbackOrigin, errors, plain, dead, zeroSince };
}

/** The run is where it was at the beginning. */
function goBack(run: RunState, part: Part, beginning: Beginning): void {
  const { net, memories, data } = run;
  const { step, layers, feedback, feedbackOrigin, errors, plain } = beginning;
  net.copyIn(part, layers);
  net.setFeedback(feedback.map((values, i) => tensor2d(values.slice(), net.feedback[i]?.shape)));
  const places = everyOne(data.train.size);
  if (errors) memories.own?.store(places, errors.rows);
  if (plain) memories.plain?.store(places, plain.rows);
  run.record.dispose();
  run.dead.clear();
  for (const layer of beginning.dead) run.dead.add(layer);
  run.zeroSince.clear();
  for (const [layer, since] of beginning.zeroSince) run.zeroSince.set(layer, since);
  run.step = step;
  run.feedbackOrigin = feedbackOrigin;
}

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

/** What to wait for before a step, and at an epoch's end. */
function awaiting(working: () => Working | undefined, parts: readonly Part[]) {
  const below = parts.length - 2;
  const others = (): readonly StageCounters[] => working()?.counters.stages.slice(0, -1) ?? [];
  const first = (waits: readonly (Wait | undefined)[]): Wait | undefined =>
    waits.find((wait) => wait !== undefined);
  return {
    awaitedStart: () => first(others().map(({ ready }) => ready.below(1))),
    awaited: (step: number): Wait | undefined =>
      (working()?.counters.stages[below] as StageCounters).put.below(step),
    awaitedEnd: (epoch: number) => first(others().map((one) => one.epoch.below(epoch))),
  };
}

/** @param data as it was given, without noise and input scale @param parts of at least two stages */
function createPipeline(run: RunState, data: Dataset, parts: readonly Part[], crew: Crew): Pipeline {
  const { net, spec, memories } = run;
  const part = parts.at(-1) as Part;
  const last = parts.length - 1;
  let working: Working | undefined;
  let beginning: Beginning | undefined;
  let watch: ReturnType<typeof createWatch> | undefined;
  /** Between an epoch's first batch and its end. */
  let isUnderWay = false;
  const now = (): Working => working as Working;
  const end = (): void => {
    if (working) endStages(working);
    working = undefined;
  };
  const waitFor = async (wait: Wait): Promise<void> => {
    const { shared } = now();
    const from = crew.clock();
    await crew.wait(shared.words, wait);
    const silent = watch?.silent(crew.clock() - from);
    if (silent !== undefined && working)
      working.lost ??= { stage: silent + 1, reason: `it gave no sign of life for ${SILENT / 1000} s` };
  };
  return {
    ...{ parts, part, wait: waitFor },
    ...awaiting(() => working, parts),
    begin: async (epoch) => {
      beginning = await noteBeginning(run, epoch, part);
      isUnderWay = true;
      if (working) return;
      working = startStages(run, data, parts, beginning, crew);
      watch = createWatch(working.counters, spec.epochs);
    },
    lost: () => working?.lost,
    source: (step, places) =>
      inputOf({ shared: now().shared, parts, stage: last }, net, run.data, step, places),
    done: (step, epoch, batch, places) => {
      const { counters, rows } = now();
      addLooks(run, parts, now().shared, step);
      counters.stages[last]?.took.set(step);
      if (!rows || !memories.own) return;
      const all = memories.own.all();
      rows.write(epoch, batch, places, net.kernels.view?.(all)() ?? (all.dataSync() as Float32Array));
      counters.rows.set(step);
    },
    gather: (epoch) => {
      const { shared, counters } = now();
      for (const [s, values] of shared.ends.entries()) net.copyIn(parts[s] as Part, values);
      counters.taken.set(epoch);
      isUnderWay = false;
    },
    restart: () => {
      end();
      if (beginning) goBack(run, part, beginning);
    },
    heldBytes: () =>
      now()
        .counters.stages.slice(0, -1)
        .reduce((sum, { held }) => sum + held.now(), 0),
    times: () => now().shared.times,
    settled: async (act) => {
      if (!beginning || !isUnderWay) return act();
      const { step, epoch } = run;
      const here = valuesOf(run, part);
      net.copyIn(part, beginning.layers);
      Object.assign(run, { step: beginning.step, epoch: beginning.epoch - 1 });
      try {
        return await act();
      } finally {
        net.copyIn(part, here);
        Object.assign(run, { step, epoch });
      }
    },
    dispose: end,
  };
}

/**
 * The pipeline of a run; undefined where there is no crew, or where its layers must wait for the output.
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
  return createPipeline(run, data, splitLayers(layerCosts(spec, run.data), crew.stages), crew);
}
