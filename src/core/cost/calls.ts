/**
 * The calls of the wasm kernels that make a step of a dense network, for rules free of update locking, and how threads share
 * them. Work is counted as src/kernels/wasm/threads/effects.ts counts it, in multiply-adds, because threads decide by that count.
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
  /** n_i, where threads can each compute some columns; they do if there are enough of them. */
  readonly columns: number | undefined;
  /** What a thread with some columns needs of what was computed since the threads last met: its own columns, or all. */
  readonly needs: 'own' | 'all';
  /** What is dealt out otherwise. */
  readonly otherwise: Dealt;
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

/** Columns and rows of a block of a product, see wasm/gemm.ts; whole blocks are dealt out. */
export const COLUMNS = 8;
const ROWS = 5;
/** Columns of a product with lists. */
const WIDE = 32;
/** What single numbers take, as multiply-adds: activation, its derivative, a sum or scaling, a step of the optimizer. */
const [ACTIVATION, DERIVATIVE, SUM, STEP] = [16, 8, 4, 10] as const;
/** The share of entries that the kernels assume of lists. */
const ENTRIES = 0.2;

const none = { multiplyAdds: 0, entries: 0, elements: 0 } as const;
const by = (count: number, unit: number): Dealt => ({ count, unit });
const ofAll = (otherwise: Dealt) => ({ columns: undefined, needs: 'all', otherwise }) as const;

/** Of each number of [rows, units]. */
const elementwise = (rows: number, units: number, weight: number): StepCall => ({
  ...none,
  ...{ elements: weight * rows * units, work: weight * rows * units },
  ...{ columns: units, needs: 'own', otherwise: by(rows, 1) },
});
/** Of each column's number. */
const ofColumns = (units: number, elements: number): StepCall => ({
  ...none,
  ...{ elements, work: elements, columns: units, needs: 'own', otherwise: by(units, COLUMNS) },
});

/** M rows, N columns, sums of K: whole panels of columns, or rows where the result is narrow. */
function product(M: number, N: number, K: number): StepCall {
  const all = M * N * K;
  const otherwise = N >= M ? by(N, COLUMNS) : by(M, ROWS);
  return { ...none, multiplyAdds: all, work: all, columns: N, needs: 'all', otherwise };
}

/** A layer's forward pass. */
function forwardCalls({ batch, below, units, listed }: DenseLayer): StepCall[] {
  const all = batch * below * units;
  const z: StepCall =
    listed === undefined
      ? product(batch, units, below)
      : { ...none, entries: listed * all, work: ENTRIES * all, ...ofAll(by(units, WIDE)) };
  return [z, elementwise(batch, units, ACTIVATION)];
}

/** W learns, by columns if there are many; or from lists by column, which one thread writes. */
function weights({ batch, below, units, listed }: DenseLayer): StepCall[] {
  const [all, step] = [batch * below * units, STEP * below * units];
  if (listed === undefined)
    return [
      {
        ...{ multiplyAdds: all, entries: 0, elements: step, work: all + step },
        ...{ columns: units, needs: 'own', otherwise: by(below, ROWS) },
      },
    ];
  const lists = { ...none, elements: SUM * listed * batch * below, work: 0, ...ofAll(by(1, 1)) };
  const sums = ofColumns(units, SUM * batch * units);
  const learn = { ...none, entries: listed * all, elements: step, work: step, ...ofAll(by(below, 1)) };
  return [lists, sums, learn];
}

/** What a layer learns from, and its step. */
function learningCalls(layer: DenseLayer): StepCall[] {
  const { batch, units, isLast } = layer;
  const dh = isLast ? [] : [elementwise(batch, units, SUM), elementwise(batch, units, DERIVATIVE)];
  const b = [ofColumns(units, SUM * batch * units), ofColumns(units, STEP * units)];
  return [...dh, ...weights(layer), ...b];
}

/** What one thread does before the others can begin. */
const gathering = ({ batch, below }: DenseLayer): StepCall => ({
  ...none,
  ...{ elements: SUM * batch * below, work: 0, ...ofAll(by(1, 1)) },
});

/** A layer's calls in order, in three parts, between which JavaScript does what the kernels do not. */
export interface LayerCalls {
  /** Of layer 1. */
  readonly before: readonly StepCall[];
  readonly inside: readonly StepCall[];
  /** The last layer learns after y was compared with y*. */
  readonly after: readonly StepCall[];
}

export function layerCalls(layer: DenseLayer): LayerCalls {
  const before = layer.isFirst ? [gathering(layer)] : [];
  const [forward, learning] = [forwardCalls(layer), layer.learns ? learningCalls(layer) : []];
  if (layer.isLast) return { before, inside: forward, after: learning };
  return { before, inside: [...forward, ...learning], after: [] };
}

/** All of them. */
export const callsOf = (layer: DenseLayer): StepCall[] => {
  const { before, inside, after } = layerCalls(layer);
  return [...before, ...inside, ...after];
};

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
export const netCalls = (net: DenseNet): StepCall[][] => layersOf(net, net.hidden).map(callsOf);
