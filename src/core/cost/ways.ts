/**
 * Two ways in which several workers train one run, as a model: threads that share the calls of every step, and stages of a
 * pipeline that share the layers. For dense networks and rules free of update locking, on wasm with shared memory.
 *
 * - Of a call that is large enough, each thread does its panels; the one with most to do sets the pace, and all meet after
 *   it. The rest is the leader's. A step of one worker is the sum of its calls.
 * - Stages pay for handing on each batch, and for filling and draining once an epoch; the busiest sets the pace.
 * - Workers that compute beside each other slow each other down: caches, memory and the clock rate are shared.
 */
import { layerCosts, splitLayers } from '../trainer/pipeline/split';
import { type Dealt, type DenseNet, netCalls, SMALL, type StepCall } from './calls';
import { stagesSpeedUp } from './measured';

/** What things take. All but `beside` in seconds. */
export interface WayCosts {
  /** A multiply-add of two dense matrices. */
  readonly multiplyAdd: number;
  /** A multiply-add with a number from a list. */
  readonly entry: number;
  /** A multiply-add's worth of work on single numbers; see `StepCall.elements`. */
  readonly element: number;
  /** A call, whatever it computes. */
  readonly call: number;
  /** A step, whatever the network: its batch's order, its loss. */
  readonly step: number;
  /** A meeting of the threads. */
  readonly meeting: number;
  /** Giving a batch to the next stage, or taking it, but for its numbers. */
  readonly handing: number;
  /** By how much work takes longer while others compute beside it: 0.1 is a tenth. */
  readonly beside: number;
}

export const wayCostKeys = [
  'multiplyAdd',
  'entry',
  'element',
  'call',
  'step',
  'meeting',
  'handing',
  'beside',
] as const satisfies readonly (keyof WayCosts)[];

/** A computer that computes `factor` times as slowly; its threads and stages find each other as fast as before. */
export const slower = (costs: WayCosts, factor: number): WayCosts => ({
  ...costs,
  multiplyAdd: factor * costs.multiplyAdd,
  entry: factor * costs.entry,
  element: factor * costs.element,
  call: factor * costs.call,
  step: factor * costs.step,
});

/** The part of the thread that has most to do, 0 … 1; dealt out as `begin` of wasm/lanes.ts does. */
export function largestShare({ count, unit }: Dealt, threads: number): number {
  const units = Math.ceil(count / unit);
  const begin = (thread: number): number => Math.min(count, Math.floor((units * thread) / threads) * unit);
  let most = 0;
  for (let thread = 0; thread < threads; thread++) most = Math.max(most, begin(thread + 1) - begin(thread));
  return most / count;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Seconds of a call's work, without the call itself. */
const workSeconds = ({ multiplyAdds, entries, elements }: StepCall, costs: WayCosts): number =>
  multiplyAdds * costs.multiplyAdd + entries * costs.entry + elements * costs.element;

const alone = (calls: readonly StepCall[], costs: WayCosts): number =>
  sum(calls.map((call) => workSeconds(call, costs) + costs.call));

/** Seconds of a step in one worker. */
export const secondsAlone = (net: DenseNet, costs: WayCosts): number =>
  costs.step + alone(netCalls(net).flat(), costs);

/** Seconds of a step by threads. @param threads 1 or more */
export function secondsByThreads(net: DenseNet, costs: WayCosts, threads: number): number {
  if (threads === 1) return secondsAlone(net, costs);
  let [seconds, leads] = [costs.step, true];
  for (const call of netCalls(net).flat()) {
    const work = workSeconds(call, costs);
    const isShared = call.work >= SMALL;
    // What the leader did alone must be done before the others go on.
    if (isShared && leads) seconds += costs.meeting;
    if (isShared) {
      const share = largestShare(call.dealt(threads), threads);
      seconds += share * work * (1 + (share < 1 ? costs.beside : 0)) + costs.meeting;
    } else seconds += work;
    seconds += costs.call;
    leads = !isShared;
  }
  return seconds;
}

/** Numbers are copied out of one stage and into the next, each weighed as so many multiply-adds. */
const COPY = 2;

/**
 * Seconds of each stage for a batch, split as the trainer splits layers; one stage for each layer at most.
 * @param stages 1 or more
 */
export function stageSeconds(net: DenseNet, costs: WayCosts, stages: number): number[] {
  const calls = netCalls(net);
  const many = Math.min(stages, calls.length);
  if (many === 1) return [secondsAlone(net, costs)];
  const { hidden, batchSize } = net;
  const parts = splitLayers(layerCosts({ ...net, hidden: [...hidden] }, net), many);
  return parts.map(({ from, to }, s) => {
    const borders = [s > 0 ? from : undefined, s < many - 1 ? to : undefined];
    const handed = borders.flatMap((layer) => (layer === undefined ? [] : (hidden[layer - 1] as number)));
    const own = alone(calls.slice(from, to).flat(), costs) + (s === 0 ? costs.step : 0);
    const copies = COPY * batchSize * sum(handed) * costs.element;
    return (own + copies) * (1 + costs.beside) + costs.handing * handed.length;
  });
}

/** Seconds of a step by stages, on average over an epoch in which they fill and drain once. @param batches of it */
export function secondsByStages(net: DenseNet, costs: WayCosts, stages: number, batches: number): number {
  const own = stageSeconds(net, costs, stages);
  return sum(own) / stagesSpeedUp(own, batches);
}

/** Above 1 where stages train an epoch faster than as many threads. */
export const stagesGain = (net: DenseNet, costs: WayCosts, workers: number, batches: number): number =>
  secondsByThreads(net, costs, workers) / secondsByStages(net, costs, workers, batches);
