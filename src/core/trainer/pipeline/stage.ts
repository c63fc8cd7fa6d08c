/**
 * A stage of a pipeline below the last: it trains some layers of a network on the batches that come from below, and passes
 * on what they give. Free of update locking it needs nothing from above but the error memory's rows of the epoch before;
 * for the others see lockedStage.ts.
 */
import { scalar, memory as tensorMemory, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import type { Named } from '../../blocks/block';
import { chainOf } from '../../blocks/chain';
import type { Kernels } from '../../kernels';
import { measures } from '../../measures';
import { type NetworkLayer, weightsOf } from '../../network/layer';
import { createNetwork, type Network } from '../../network/network';
import { numbersOf } from '../../network/numbers';
import type { Part } from '../../network/part';
import { microBatches } from '../../passes/microBatches';
import { type StepObserver, trainPart } from '../../passes/step';
import { isUpdateLocked } from '../../rules/rule';
import { nextFeedback } from '../../run/feedback';
import { createMemories } from '../../run/memories';
import { type Batch, batchSource, batchSourceFrom, disposeBatch } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import { scaledData } from '../../samples/inputScale';
import { noisyData } from '../../samples/scenario/noise';
import { createSampler, type Sampler } from '../places';
import { createLanePair, type LanePair } from '../timing/trace';
import { stageWorks } from '../timing/works';
import { createErrorCopy, type ErrorCopy, openErrorRows } from './errorRows';
import { lockedStep, microBatchesAt } from './lockedStage';
import { SLOTS, type StageInit, slotOf } from './stageInit';
import { type Counters, openCounters, type StageCounters, until, type Wait } from './words';

interface Stage {
  readonly init: StageInit;
  readonly part: Part;
  readonly data: Dataset;
  readonly sampler: Sampler;
  readonly net: Network;
  readonly memory: ReturnType<typeof createMemories>['own'];
  readonly errors: ErrorCopy | undefined;
  readonly counters: Counters;
  readonly own: StageCounters;
  readonly lane: LanePair;
  step: number;
}

/** Values in the shapes of a part's parameters, to be overwritten. */
function placeholders({ spec, data, parts, stage }: StageInit): Named<Float32Array>[] {
  const { from, to } = parts[stage] as Part;
  return chainOf(data, spec.hidden).map(({ block, ...place }, i) =>
    i < from || i >= to
      ? {}
      : Object.fromEntries(
          Object.entries(block.parameters(place)).map(([name, { shape }]) => [
            name,
            new Float32Array(shape.reduce((product, n) => product * n, 1)),
          ]),
        ),
  );
}

function createStage(init: StageInit, kernels: Kernels, clock: () => number): Stage {
  const { stage, parts, shared, layers, feedback, errors, stepFactors, step, epoch } = init;
  // Measures are the last stage's.
  const spec = { ...init.spec, measures: [] };
  const part = parts[stage] as Part;
  const clean = scaledData(spec, init.data);
  const sampler = createSampler(spec, clean);
  const data = noisyData(spec, clean, sampler.train);
  const net = createNetwork(spec, data, { layers: placeholders(init), feedback }, kernels, part);
  net.copyIn(part, layers);
  if (stepFactors) net.setStepFactors(stepFactors);
  // Rows come when they are available.
  const atOnce = { ...spec, errorDelay: 0 };
  const { own: memory } = createMemories(atOnce, data, kernels, errors ? { own: errors } : {});
  const counters = openCounters(shared.words, parts.length);
  const rows = shared.rows && memory && openErrorRows(shared.rows, memory.width, sampler, spec.batchSize);
  const works = stageWorks(net.rule, part, net.layers.length, init.microBatches).length;
  const times = shared.times[stage] as Float64Array;
  return {
    ...{ init, part, data, sampler, net, memory, counters, step },
    errors:
      rows &&
      memory &&
      createErrorCopy(memory, rows, sampler, {
        step: Math.max(0, step - spec.errorDelay),
        epoch: epoch + 1,
      }),
    own: counters.stages[stage] as StageCounters,
    lane: createLanePair(times, works, clock),
  };
}

/** The batch's samples: from the data set for the first stage, else what the stage below gave. */
export function inputOf(
  { shared, parts, stage }: Pick<StageInit, 'shared' | 'parts' | 'stage'>,
  net: Network,
  data: Dataset,
  step: number,
  places: Uint32Array,
) {
  const border = shared.borders[stage - 1];
  if (!border) return batchSource(data, data.train, places, net.kernels.standardise);
  const width = net.sizes[(parts[stage] as Part).from] as number;
  const h = (): Float32Array => slotOf(border, step, width, places.length);
  return batchSourceFrom(h, width, data, data.train, places);
}

/** Trains the part on a batch, and leaves its last h in the border above. */
function train(stage: Stage, places: Uint32Array, observer: StepObserver): void {
  const { init, part, data, net, memory } = stage;
  const width = net.sizes[part.to] as number;
  const step = stage.step + 1;
  const border = init.shared.borders[init.stage] as Float32Array;
  const source = inputOf(init, net, data, step, places);
  const plain = (own: Batch) => {
    const h = trainPart(net, part, own, memory, observer);
    const read = numbersOf(h, net.kernels);
    const pass = (): void => slotOf(border, stage.step + 1, width, own.x.shape[0]).set(read());
    if (net.tape) net.tape.act(pass);
    else pass();
    h.dispose();
    return scalar(0);
  };
  if (net.tape && !observer.held && !observer.gradients) {
    net.tape.step(source, plain).dispose();
    return;
  }
  const own = source.make();
  plain(own).dispose();
  disposeBatch(own);
}

/** What `watch` sees of the part's gradients, for the last stage. */
function looksObserver({ init, part, net }: Stage, step: number): StepObserver['gradients'] {
  const looks = init.shared.looks[init.stage];
  if (!looks) return undefined;
  const layers = part.to - part.from;
  const place = (step % (looks.length / layers)) * layers;
  return (i, gradients) => {
    const [look] = measures.watch.look(weightsOf(net.layers[i] as NetworkLayer, gradients)).dataSync();
    looks[place + i - part.from] = look as number;
  };
}

/** Tells the last stage, which adds up all, what a step holds at most. */
function heldObserver({ own }: Stage): NonNullable<StepObserver['held']> {
  const before = tensorMemory().numBytes;
  let most = 0;
  return () => {
    most = Math.max(most, tensorMemory().numBytes - before);
    own.held.set(most);
  };
}

/** @param first whether it is the epoch's first step */
function observerOf(stage: Stage, step: number, first: boolean): StepObserver {
  const gradients = looksObserver(stage, step);
  return {
    mark: stage.lane.mark,
    ...(first ? { held: heldObserver(stage) } : {}),
    ...(gradients ? { gradients } : {}),
  };
}

/**
 * Waits for the errors that a step reads: of the epoch before, or with a delay of all but the last batches.
 * @param before steps before this epoch
 */
function* errorsFor(
  { init, sampler, counters, errors, memory, step }: Stage,
  epoch: number,
  first: boolean,
  before: number,
): Generator<Wait, void> {
  if (!errors) return;
  const { errorDelay } = init.spec;
  const needed = errorDelay > 0 ? step - errorDelay : before;
  yield* until(() => counters.rows.below(needed));
  errors.store(errorDelay > 0 ? needed : counters.rows.now());
  if (first && epoch > init.epoch + 1) memory?.endEpoch(sampler.order(epoch - 1).visited);
}

/** What the stage below must have put before a step begins: all of its batch, or under update locking a micro-batch. */
function firstPut({ init, net }: Stage, step: number, size: number): number {
  if (!isUpdateLocked(net.rule)) return step;
  return microBatchesAt(step, 0, microBatches(size, init.microBatches), init.microBatches);
}

function* stageEpoch(stage: Stage, epoch: number): Generator<Wait, void> {
  const { init, net, sampler, counters, own } = stage;
  const [below, above] = [counters.stages[init.stage - 1], counters.stages[init.stage + 1]];
  const before = stage.step;
  net.beginEpoch(epoch);
  for (const [i, places] of sampler.order(epoch).batches.entries()) {
    const step = stage.step + 1;
    tidy(() => {
      const next = nextFeedback({ spec: init.spec, net, step: stage.step }, epoch, i === 0);
      if (next) net.setFeedback(next.B);
    });
    yield* errorsFor(stage, epoch, i === 0, before);
    if (below) yield* until(() => below.put.below(firstPut(stage, step, places.length)));
    if (above) yield* until(() => above.took.below(step - SLOTS));
    stage.lane.begin(epoch, i);
    const observer = observerOf(stage, step, i === 0);
    if (isUpdateLocked(net.rule)) yield* lockedStep(stage, step, places, observer);
    else train(stage, places, observer);
    stage.step = step;
    own.took.set(step);
    if (!isUpdateLocked(net.rule)) own.put.set(step);
  }
  yield* until(() => counters.taken.below(epoch - 1));
  net.copyOut(stage.part, init.shared.ends[init.stage] as StageInit['layers']);
  own.epoch.set(epoch);
}

/**
 * The work of a stage, to the end of the run. It stops where it has to wait for another stage and says for what; call it
 * again when that has changed.
 * @param clock milliseconds, the same for all stages
 */
export function* stageWork(init: StageInit, kernels: Kernels, clock: () => number): Generator<Wait, void> {
  const stage = createStage(init, kernels, clock);
  stage.own.ready.set(1);
  try {
    for (let epoch = init.epoch + 1; epoch <= init.spec.epochs; epoch++) yield* stageEpoch(stage, epoch);
  } finally {
    stage.net.dispose();
    stage.memory?.dispose();
  }
}

/** Milliseconds of a wait, after which a stage shows that it is alive. */
const NAP = 100;

/** Works until the run ends or the stages are to stop, in a thread of its own, which it blocks. */
export function runStage(init: StageInit, kernels: Kernels, clock: () => number): void {
  const { words } = init.shared;
  const { stop, stages } = openCounters(words, init.parts.length);
  const { beat } = stages[init.stage] as StageCounters;
  for (const { at, value } of stageWork(init, kernels, clock)) {
    if (stop.now() > 0) return;
    Atomics.wait(words, at, value, NAP);
    beat.set(beat.now() + 1);
  }
}
