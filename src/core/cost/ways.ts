/**
 * Two ways in which several workers train one run, as a model: threads that share the calls of every step, and stages of a
 * pipeline that share the layers. For dense networks and rules free of update locking, on wasm with shared memory.
 *
 * - Of a call that is large enough, each thread does its columns, and goes on to the same columns of the next; all meet before
 *   one that needs more. The thread with most to do sets the pace. The rest is the leader's. A step of one worker is the sum
 *   of its calls.
 * - Stages pay for handing on each batch, and for filling and draining once an epoch; the busiest sets the pace.
 * - Workers that compute beside each other slow each other down: caches, memory and the clock rate are shared.
 */
import { layerCosts, splitLayers } from '../trainer/pipeline/split';
import { callsOf, type DenseLayer, type DenseNet, layerCalls, layersOf, type StepCall } from './calls';
import { areWorth, largestShare, type Since, sharingOf } from './sharing';
import { stagesSpeedUp } from './stageGain';

/** What things take. All but `sharing` and `beside` in seconds. */
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
  /** By how much a thread's part of a call takes longer than that part alone: each packs the operand that all read. 0.1 is a tenth. */
  readonly sharing: number;
  /** By how much a stage's work takes longer while others compute beside it. */
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
  'sharing',
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

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Seconds of a call's work, without the call itself. */
const workSeconds = ({ multiplyAdds, entries, elements }: StepCall, costs: WayCosts): number =>
  multiplyAdds * costs.multiplyAdd + entries * costs.entry + elements * costs.element;

/** A layer's step by one worker, and what the trainer's split takes it for. */
interface LayerAlone {
  readonly seconds: number;
  /** Multiply-adds: see `layerCosts`. */
  readonly cost: number;
}

/** Calls in a row: seconds by one thread, and by several without those of their meetings. */
interface Shared {
  readonly one: number;
  readonly several: number;
  readonly work: number;
  readonly meetings: number;
  readonly since: Since;
}
const nothing: Shared = { one: 0, several: 0, work: 0, meetings: 0, since: 'nothing' };

/** Calls after others. */
function sharedCalls(calls: readonly StepCall[], costs: WayCosts, threads: number, before: Since): Shared {
  let { one, several, work, meetings } = nothing;
  let since = before;
  for (const call of calls) {
    const seconds = workSeconds(call, costs);
    const { shared, dealt, meets, since: next } = sharingOf(call, since, threads);
    const share = shared ? largestShare(dealt, threads) : 1;
    one += seconds + costs.call;
    several += share * seconds * (share < 1 ? 1 + costs.sharing : 1) + costs.call;
    work += call.work;
    meetings += meets ? 1 : 0;
    since = next;
  }
  return { one, several, work, meetings, since };
}

const joined = (a: Shared, b: Shared): Shared => ({
  one: a.one + b.one,
  several: a.several + b.several,
  work: a.work + b.work,
  meetings: a.meetings + b.meetings,
  since: b.since,
});

/** Seconds of a piece of a step: by all threads, or by one if that is not worth it. */
function pieceSeconds({ one, several, work, meetings, since }: Shared, costs: WayCosts): number {
  // All meet at the end, unless they did so before what the leader did last.
  const all = meetings + (since === 'leader' ? 0 : 1);
  return areWorth(work, all) ? several + all * costs.meeting : one;
}

/** What is made of a layer, once for equal ones. The last is at hand: layers in a row are alike. */
function cached<T>(make: (layer: DenseLayer) => T): (layer: DenseLayer) => T {
  const known = new Map<string, T>();
  let last: { readonly layer: DenseLayer; readonly made: T } | undefined;
  return (layer) => {
    if (last?.layer === layer) return last.made;
    const { below, units, isFirst, isLast } = layer;
    const key = `${below} ${units} ${isFirst} ${isLast}`;
    const made = known.get(key) ?? make(layer);
    known.set(key, made);
    last = { layer, made };
    return made;
  };
}

/** Layers of networks that differ in their hidden units alone. */
function createLayers(net: Omit<DenseNet, 'hidden'>, costs: WayCosts) {
  const secondsOf = (own: readonly StepCall[]): number =>
    sum(own.map((call) => workSeconds(call, costs) + costs.call));
  const alone = cached((layer): LayerAlone => {
    const { below, units, listed, isLast } = layer;
    // A network of this layer, and one above it unless it is the last.
    const [cost] = layerCosts({ ...net, hidden: isLast ? [] : [units] }, { ...net, inputs: below }, listed);
    return { seconds: secondsOf(callsOf(layer)), cost: cost as number };
  });
  const calls = cached(layerCalls);
  const known = new Map<string, (layer: DenseLayer) => Shared>();
  const inside = (threads: number, since: Since): ((layer: DenseLayer) => Shared) => {
    const key = `${threads} ${since}`;
    const made = known.get(key) ?? cached((layer) => sharedCalls(calls(layer).inside, costs, threads, since));
    known.set(key, made);
    return made;
  };
  const byThreads = (layers: readonly DenseLayer[], threads: number): number => {
    let [all, rest] = [nothing, 0];
    for (const layer of layers) {
      const { before, after } = calls(layer);
      all = joined(all, inside(threads, all.since)(layer));
      rest += secondsOf(before) + pieceSeconds(sharedCalls(after, costs, threads, 'nothing'), costs);
    }
    return pieceSeconds(all, costs) + rest;
  };
  return { alone, byThreads };
}

/** Numbers are copied out of one stage and into the next, each weighed as so many multiply-adds. */
const COPY = 2;

/** Seconds of a step in each way, of networks with these hidden units. */
export interface Ways {
  /** In one worker. */
  readonly alone: (hidden: readonly number[]) => number;
  /** @param threads 1 or more */
  readonly byThreads: (hidden: readonly number[], threads: number) => number;
  /**
   * Of each stage for a batch, split as the trainer splits layers; one stage for each layer at most.
   * @param stages 1 or more
   */
  readonly ofStages: (hidden: readonly number[], stages: number) => readonly number[];
  /** On average over an epoch in which stages fill and drain once. @param batches of it */
  readonly byStages: (hidden: readonly number[], stages: number, batches: number) => number;
}

/** What is made of the same network several times in a row. */
function lastKept<T>(make: (hidden: readonly number[]) => T): (hidden: readonly number[]) => T {
  let last: { readonly hidden: readonly number[]; readonly made: T } | undefined;
  return (hidden) => {
    if (last?.hidden !== hidden) last = { hidden, made: make(hidden) };
    return last.made;
  };
}

/** @param net what all networks have in common */
export function waysOf(net: Omit<DenseNet, 'hidden'>, costs: WayCosts): Ways {
  const layers = createLayers(net, costs);
  const ofNet = lastKept((hidden) => layersOf(net, hidden));
  const all = lastKept((hidden) => ofNet(hidden).map((layer) => layers.alone(layer)));
  const secondsOf = (own: readonly LayerAlone[]): number => sum(own.map(({ seconds }) => seconds));
  const alone = (hidden: readonly number[]): number => costs.step + secondsOf(all(hidden));
  const ofStages = (hidden: readonly number[], stages: number): readonly number[] => {
    const many = Math.min(stages, hidden.length + 1);
    if (many === 1) return [alone(hidden)];
    const own = all(hidden);
    const parts = splitLayers(
      own.map(({ cost }) => cost),
      many,
    );
    return parts.map(({ from, to }, s) => {
      const handed = [...(s > 0 ? [hidden[from - 1]] : []), ...(s < many - 1 ? [hidden[to - 1]] : [])];
      const copies = COPY * net.batchSize * sum(handed as number[]) * costs.element;
      const work = secondsOf(own.slice(from, to)) + copies + (s === 0 ? costs.step : 0);
      return work * (1 + costs.beside) + costs.handing * handed.length;
    });
  };
  return {
    ...{ alone, ofStages },
    byThreads: (hidden, threads) => {
      if (threads === 1) return alone(hidden);
      return costs.step + layers.byThreads(ofNet(hidden), threads);
    },
    byStages: (hidden, stages, batches) => {
      const own = ofStages(hidden, stages);
      return sum(own) / stagesSpeedUp(own, batches);
    },
  };
}
