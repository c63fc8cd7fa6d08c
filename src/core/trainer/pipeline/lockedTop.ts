/** The last stage of a pipeline under update locking: it computes the output, and answers the stages below. */
import { type Scalar, slice, type Tensor2D, memory as tensorMemory, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import type { Delta } from '../../blocks/block';
import type { Part } from '../../network/part';
import { errorSignal, outputDelta, reduction, update } from '../../passes/deltas';
import {
  forwardPart,
  joinedValues,
  microBatches,
  type Pulled,
  pullThrough,
  type Rows,
  updateFromAbove,
  updateFromError,
  type Values,
} from '../../passes/microBatches';
import { type StepObserver, visitorOf } from '../../passes/step';
import type { Visitor } from '../../passes/visitor';
import type { RunState } from '../../run/state';
import { targetsBatch } from '../../samples/batches';
import { writeRows } from './borders';
import type { LockedTop } from './crew';
import { inputRows, microBatchesAt } from './lockedStage';
import type { StageInit } from './stageInit';
import type { StageCounters } from './words';
import type { Working } from './working';

/** What all steps share. */
interface Top {
  readonly run: RunState;
  readonly parts: readonly Part[];
  readonly microBatches: number;
  /** The stages at work. */
  readonly working: () => Working;
}

const placeOf = ({ parts }: Top): Pick<StageInit, 'parts' | 'stage'> & { readonly part: Part } => ({
  parts,
  stage: parts.length - 1,
  part: parts.at(-1) as Part,
});

/** Sends the deltas down, and updates the layers from them. */
function learnFromAbove(
  top: Top,
  step: number,
  all: readonly Values[],
  dz: Tensor2D,
  visitor: Visitor,
): void {
  const { run, working } = top;
  const { net } = run;
  const { part, stage } = placeOf(top);
  const { shared, counters } = working();
  const rows = microBatches(dz.shape[0], top.microBatches);
  const pulled = rows.map((some, m): Pulled => {
    const { from, to } = some;
    const own = rows.length === 1 ? dz : slice(dz, [from, 0], [to - from, dz.shape[1]]);
    const found = pullThrough(net, net, part, all[m] as Values, { dz: own }, visitor);
    if (found.below) writeRows(shared.deltas[stage - 1] as Float32Array, found.below, some, net.kernels);
    counters.stages[stage]?.gave.set(microBatchesAt(step, m, rows, top.microBatches));
    return found;
  });
  updateFromAbove(net, part, joinedValues(all), pulled, visitor);
}

/** Sends y down, and updates the layers from its error. */
function learnFromError(
  top: Top,
  step: number,
  all: readonly Values[],
  { y, target, delta }: { readonly y: Tensor2D; readonly target: Tensor2D; readonly delta: Delta },
  visitor: Visitor,
): void {
  const { run, working } = top;
  const { net } = run;
  const { part } = placeOf(top);
  const { shared, counters } = working();
  const [size] = y.shape;
  writeRows(shared.output as Float32Array, y, { from: 0, to: size }, net.kernels);
  counters.answered.set(step);
  const values = joinedValues(all);
  const last = part.to - 1;
  visitor.held?.(last);
  update(net, last, values[last - part.from] as Tensor2D, delta, visitor);
  visitor.mark?.(last, 'update');
  const signal = { E: errorSignal(net, y, target), scale: reduction(net, size) };
  updateFromError(net, net, { ...part, to: last }, values, signal, visitor);
}

/** Joins what the micro-batches gave, and trains. */
function learn(
  top: Top,
  step: number,
  all: readonly Values[],
  places: Uint32Array,
  observer: StepObserver,
): Scalar {
  const { net, data } = top.run;
  return tidy(() => {
    let loss: Scalar | undefined;
    const visitor: Visitor = {
      ...visitorOf(net, observer),
      loss: (reported) => {
        loss = reported;
        return [reported];
      },
    };
    const targets = targetsBatch(data, data.train, places);
    const { target } = targets;
    const [last] = joinedValues(all.map((values) => values.slice(-1))) as [Tensor2D];
    const { y, delta } = outputDelta(net, last, target, visitor);
    // The output stands for the last layer's values, which are disposed.
    const inner = all.map((values) => values.slice(0, -1));
    const { path } = net.rule;
    if (path === 'layerwise' && 'dz' in delta) learnFromAbove(top, step, inner, delta.dz, visitor);
    else learnFromError(top, step, inner, { y, target, delta }, visitor);
    observer.output?.(targets, y);
    return loss ?? net.head.report({ y, z: undefined }, target);
  });
}

export function createLockedTop(top: Top): LockedTop {
  const { run, working } = top;
  const { part, ...place } = placeOf(top);
  let held: Values[] = [];
  let bytes = 0;
  const others = (): readonly StageCounters[] => working().counters.stages.slice(0, -1);
  const rows = (size: number): Rows[] => microBatches(size, top.microBatches);
  const clear = (): void => {
    for (const tensor of held.flat()) tensor.dispose();
    held = [];
  };
  return {
    microBatches: rows,
    awaited: (step, m, size) =>
      others()
        .at(-1)
        ?.put.below(microBatchesAt(step, m, rows(size), top.microBatches)),
    forward: (step, places, some, observer) => {
      if (held.length === 0) bytes = tensorMemory().numBytes;
      const { shared } = working();
      const input = () => inputRows({ ...place, shared }, run, step, places, some);
      held.push(tidy(() => forwardPart(run.net, part, input(), visitorOf(run.net, observer))));
    },
    learn: (step, places, observer) => {
      try {
        return learn(top, step, held, places, observer);
      } finally {
        clear();
      }
    },
    bytesBefore: () => bytes,
    awaitedUpdates: (step) => others().flatMap(({ took }) => took.below(step) ?? [])[0],
    clear,
  };
}
