/**
 * A stage of a pipeline below the last, for rules under update locking: its layers keep their activations and wait until the
 * layers above have answered. It works on one batch at a time, by micro-batches.
 */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import type { Delta } from '../../blocks/block';
import type { Network } from '../../network/network';
import type { Part } from '../../network/part';
import { errorSignal, reduction } from '../../passes/deltas';
import {
  deltaFrom,
  forwardPart,
  joinedValues,
  microBatches,
  type Pulled,
  pullThrough,
  type Rows,
  tensorOf,
  updateFromAbove,
  updateFromError,
  type Values,
} from '../../passes/microBatches';
import { type StepObserver, visitorOf } from '../../passes/step';
import type { Visitor } from '../../passes/visitor';
import { gatherInputs, targetsBatch } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import type { LanePair } from '../timing/trace';
import { readRows, writeRows } from './borders';
import { type StageInit, slotOf } from './stageInit';
import { type Counters, until, type Wait } from './words';

/** What a step needs of its stage. */
interface LockedStage {
  readonly init: StageInit;
  readonly part: Part;
  readonly net: Network;
  readonly data: Dataset;
  readonly counters: Counters;
  readonly lane: Pick<LanePair, 'mark'>;
}

/** A batch in a stage. */
interface Work {
  readonly stage: LockedStage;
  /** 1, 2, … */
  readonly step: number;
  readonly places: Uint32Array;
  readonly rows: readonly Rows[];
  readonly visitor: Visitor;
}

/** Micro-batches that are done after this one, from 0, of a step: of a small batch the last one stands for all that lack. */
export const microBatchesAt = (
  step: number,
  microBatch: number,
  rows: readonly Rows[],
  each: number,
): number => (microBatch === rows.length - 1 ? step * each : (step - 1) * each + microBatch + 1);

/** The input of a stage's first layer for some rows of a batch. */
export function inputRows(
  { shared, parts, stage }: Pick<StageInit, 'shared' | 'parts' | 'stage'>,
  { net, data }: Pick<LockedStage, 'net' | 'data'>,
  step: number,
  places: Uint32Array,
  rows: Rows,
): Tensor2D {
  const border = shared.borders[stage - 1];
  if (!border)
    return gatherInputs(data, data.train, places.subarray(rows.from, rows.to), net.kernels.standardise);
  const width = net.sizes[(parts[stage] as Part).from] as number;
  return readRows(slotOf(border, step, width, places.length), width, rows);
}

const doneAt = ({ stage, step, rows }: Work, m: number): number =>
  microBatchesAt(step, m, rows, stage.init.microBatches);

/** h of all micro-batches, passed on as they are computed. @param held receives them, so that they are freed in any case */
function* forward(work: Work, held: Values[]): Generator<Wait, void> {
  const { stage, step, places, rows, visitor } = work;
  const { init, part, net, counters, lane } = stage;
  const own = counters.stages[init.stage];
  const below = counters.stages[init.stage - 1];
  const border = init.shared.borders[init.stage] as Float32Array;
  const width = net.sizes[part.to] as number;
  for (const [m, some] of rows.entries()) {
    if (below) yield* until(() => below.put.below(doneAt(work, m)));
    if (m > 0) lane.mark(part.from, 'wait');
    const values = tidy(() => forwardPart(net, part, inputRows(init, stage, step, places, some), visitor));
    held.push(values);
    writeRows(slotOf(border, step, width, places.length), values.at(-1) as Tensor2D, some, net.kernels);
    own?.put.set(doneAt(work, m));
  }
}

/** A micro-batch's deltas from those of the stage above, passed on below. @param m from 0 */
function pull({ stage, rows, visitor }: Work, m: number, values: Values): Pulled {
  const { init, part, net } = stage;
  const { deltas } = init.shared;
  const some = rows[m] as Rows;
  let found: readonly Delta[] = [];
  tidy(() => {
    const top = readRows(deltas[init.stage] as Float32Array, net.sizes[part.to] as number, some);
    const delta = deltaFrom(net, part.to - 1, top, values.at(-1) as Tensor2D, visitor);
    const pulled = pullThrough(net, net, part, values, delta, visitor);
    if (pulled.below) writeRows(deltas[init.stage - 1] as Float32Array, pulled.below, some, net.kernels);
    found = pulled.deltas;
    return found.map(tensorOf);
  });
  return { deltas: found };
}

/** Of the whole batch. Call inside tidy. */
function wholeValues({ stage, step, places }: Work, all: readonly Values[]): Values {
  if (all.length === 1 || stage.init.stage > 0) return joinedValues(all);
  // As the backend makes them: it may know more of them than their numbers, such as where there are zeros.
  const x = inputRows(stage.init, stage, step, places, { from: 0, to: places.length });
  return [x, ...joinedValues(all.map((values) => values.slice(1)))];
}

function* learnFromAbove(work: Work, all: readonly Values[], pulled: Pulled[]): Generator<Wait, void> {
  const { stage, rows, visitor } = work;
  const { init, part, net, counters, lane } = stage;
  const [own, above] = [counters.stages[init.stage], counters.stages[init.stage + 1]];
  for (const m of rows.keys()) {
    yield* until(() => above?.gave.below(doneAt(work, m)));
    lane.mark(part.to - 1, 'wait');
    pulled.push(pull(work, m, all[m] as Values));
    own?.gave.set(doneAt(work, m));
  }
  tidy(() => updateFromAbove(net, part, wholeValues(work, all), pulled, visitor));
}

function* learnFromError(work: Work, all: readonly Values[]): Generator<Wait, void> {
  const { stage, step, places, visitor } = work;
  const { init, part, net, data, counters, lane } = stage;
  yield* until(() => counters.answered.below(step));
  lane.mark(part.to - 1, 'wait');
  tidy(() => {
    const rows = { from: 0, to: places.length };
    const y = readRows(init.shared.output as Float32Array, data.outputs, rows);
    const { target } = targetsBatch(data, data.train, places);
    const signal = { E: errorSignal(net, y, target), scale: reduction(net, places.length) };
    updateFromError(net, net, part, wholeValues(work, all), signal, visitor);
  });
}

/** Trains the part on a batch. Call when its first micro-batch is there. @param step 1, 2, … */
export function* lockedStep(
  stage: LockedStage,
  step: number,
  places: Uint32Array,
  observer: StepObserver,
): Generator<Wait, void> {
  const { net, init } = stage;
  const visitor = visitorOf(net, observer);
  const work: Work = { stage, step, places, visitor, rows: microBatches(places.length, init.microBatches) };
  const [held, pulled]: [Values[], Pulled[]] = [[], []];
  try {
    yield* forward(work, held);
    yield* net.rule.path === 'layerwise' ? learnFromAbove(work, held, pulled) : learnFromError(work, held);
  } finally {
    const deltas = pulled.flatMap((one) => one.deltas.map(tensorOf));
    for (const tensor of [...held.flat(), ...deltas]) tensor.dispose();
  }
}
