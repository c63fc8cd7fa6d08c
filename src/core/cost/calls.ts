/**
 * The calls of the wasm kernels that make a step of a dense network, for rules free of update locking, and how threads share
 * them. Work is counted as wasm/program.ts counts it, in multiply-adds, because threads decide by that count.
 */
import { type RuleId, rules } from '../rules';
import type { Rule } from '../rules/rule';

/** Things that are dealt out to threads in whole units: columns, rows or elements. */
export interface Dealt {
  readonly count: number;
  readonly unit: number;
}

export interface StepCall {
  /** Multiply-adds of a product of dense matrices. */
  readonly multiplyAdds: number;
  /** Multiply-adds with numbers from lists, where the first layer skips zeros. */
  readonly entries: number;
  /** Operations on single numbers, each weighed as so many multiply-adds. */
  readonly elements: number;
  /** What the kernels take the call for; 0 where only one thread can do it. */
  readonly work: number;
  readonly dealt: (threads: number) => Dealt;
}

/** A dense layer of n_i units above n_{i-1}. */
export interface DenseLayer {
  readonly below: number;
  readonly units: number;
  /** N */
  readonly batch: number;
  /** Share of the numbers below that are not 0, where they come with lists. */
  readonly listed: number | undefined;
  readonly isFirst: boolean;
  readonly learns: boolean;
  /** Its dh is the error itself; below, it is a row of B, scaled, for each sample. */
  readonly isLast: boolean;
}

/** Of a product: columns and rows of a block of its result. */
const [COLUMNS, ROWS] = [8, 5] as const;
/** Columns of a product with lists, and numbers of a cache line. */
const [WIDE, LINE] = [32, 16] as const;
/** Multiply-adds below which a call is one thread's. */
export const SMALL = 2 ** 17;
/** What single numbers take, as multiply-adds: activation, its derivative, a sum or scaling, a step of the optimizer. */
const [ACTIVATION, DERIVATIVE, SUM, STEP] = [16, 8, 4, 10] as const;
/** The share of entries that the kernels assume of lists. */
export const ENTRIES = 0.2;

const by =
  (count: number, unit: number): StepCall['dealt'] =>
  () => ({ count, unit });

const none = { multiplyAdds: 0, entries: 0, elements: 0 } as const;

const elementwise = (count: number, weight: number, dealt: StepCall['dealt']): StepCall => ({
  ...none,
  ...{ elements: weight * count, work: weight * count, dealt },
});

/** M rows, N columns, sums of K: whole panels of columns, or rows where the result is narrow. */
function product(M: number, N: number, K: number): StepCall {
  const all = M * N * K;
  const dealt = (threads: number): Dealt =>
    N >= 2 * COLUMNS * threads || N >= M ? { count: N, unit: COLUMNS } : { count: M, unit: ROWS };
  return { ...none, multiplyAdds: all, work: all, dealt };
}

function forward({ batch, below, units, listed }: DenseLayer): StepCall[] {
  const all = batch * below * units;
  const z: StepCall =
    listed === undefined
      ? product(batch, units, below)
      : { ...none, entries: listed * all, work: ENTRIES * all, dealt: by(units, WIDE) };
  return [z, elementwise(batch * units, ACTIVATION, by(batch, 1))];
}

/** W learns from rows of dh, or from lists by column, which one thread writes. */
function weights({ batch, below, units, listed }: DenseLayer): StepCall[] {
  const [all, step] = [batch * below * units, STEP * below * units];
  if (listed === undefined)
    return [{ ...none, multiplyAdds: all, elements: step, work: all + step, dealt: by(below, ROWS) }];
  const lists = { ...elementwise(listed * batch * below, SUM, by(1, 1)), work: 0 };
  const sums = elementwise(batch * units, SUM, by(units, LINE));
  return [lists, sums, { ...none, entries: listed * all, elements: step, work: step, dealt: by(below, 1) }];
}

function learning(layer: DenseLayer): StepCall[] {
  const { batch, units, isLast } = layer;
  const dh = isLast
    ? []
    : [
        elementwise(batch * units, SUM, by(batch, 1)),
        elementwise(batch * units, DERIVATIVE, by(batch * units, LINE)),
      ];
  const b = [elementwise(batch * units, SUM, by(units, LINE)), elementwise(units, STEP, by(units, LINE))];
  return [...dh, ...weights(layer), ...b];
}

/** Of a step, in order; those of layer 1 begin with gathering the batch, which is one thread's. */
export const layerCalls = (layer: DenseLayer): StepCall[] => [
  ...(layer.isFirst ? [{ ...elementwise(layer.batch * layer.below, SUM, by(1, 1)), work: 0 }] : []),
  ...forward(layer),
  ...(layer.learns ? learning(layer) : []),
];

/** A network of dense layers and what it learns from. */
export interface DenseNet {
  readonly rule: RuleId;
  /** n_0 */
  readonly inputs: number;
  /** n_1 … n_{K-1} */
  readonly hidden: readonly number[];
  /** C */
  readonly outputs: number;
  readonly batchSize: number;
  /** Share of the inputs that are not 0, where they come with lists; undefined: none are skipped. */
  readonly listed: number | undefined;
}

/** Layers 1 … K; neighbours that are alike are one object. @param hidden n_1 … n_{K-1} */
export function layersOf(net: Omit<DenseNet, 'hidden'>, hidden: readonly number[]): DenseLayer[] {
  const { path }: Rule = rules[net.rule];
  const sizes = [net.inputs, ...hidden, net.outputs];
  const layers: DenseLayer[] = [];
  for (let i = 0; i <= hidden.length; i++) {
    const [below, units] = [sizes[i] as number, sizes[i + 1] as number];
    const [isFirst, isLast] = [i === 0, i === hidden.length];
    const before = layers[i - 1];
    const isSame = before && !before.isFirst && !isLast && before.below === below && before.units === units;
    layers.push(
      isSame
        ? before
        : {
            ...{ below, units, batch: net.batchSize, isFirst, isLast },
            listed: isFirst ? net.listed : undefined,
            learns: isLast || path !== 'none',
          },
    );
  }
  return layers;
}

/** Calls of each layer 1 … K. */
export const netCalls = (net: DenseNet): StepCall[][] => layersOf(net, net.hidden).map(layerCalls);
