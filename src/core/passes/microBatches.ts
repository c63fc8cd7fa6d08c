/**
 * The pass of update-locked rules through some of the layers, as a stage of a pipeline takes it: forward with some rows
 * of a batch at a time (Huang et al. 2019, arXiv 1811.06965, section 2.3), back with some rows at a time where the rule
 * goes layer by layer, then one update of each layer from the whole batch.
 *
 * The bits are those of late.ts: a sample's values do not depend on those beside it, and every sum over samples is one of
 * the whole batch. Gradients that were summed over micro-batches would be equal within rounding only.
 */
import { concat2d, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import type { Delta } from '../blocks/block';
import type { NetworkLayer } from '../network/layer';
import type { Part } from '../network/part';
import { aboveOf, hiddenDelta, update } from './deltas';
import { directDelta, layerwiseDelta } from './late';
import { valuesOf } from './values';
import type { Guide, NetworkView, Visitor } from './visitor';

/** Rows of a batch, from 0: `from` … `to` − 1. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** As equal as they can be, none of them empty. @param size of the batch @param number of micro-batches, at most */
export function microBatches(size: number, number: number): Rows[] {
  const length = Math.min(size, number);
  const begin = (m: number): number => Math.floor((m * size) / length);
  return Array.from({ length }, (_, m) => ({ from: begin(m), to: begin(m + 1) }));
}

/** The input of a part, and what each of its layers gives: [N, n] each. */
export type Values = Tensor2D[];

/** @param x input of the part's first layer; one of the values */
export const forwardPart = (
  net: NetworkView,
  { from, to }: Part,
  x: Tensor2D,
  { mark }: Pick<Visitor, 'mark'>,
): Values => valuesOf({ layers: net.layers.slice(from, to) }, x, (i) => mark?.(from + i, 'forward'));

/** Rows below each other, as one tensor; disposes several. */
function joined(parts: readonly Tensor2D[]): Tensor2D {
  const [first] = parts;
  if (parts.length === 1) return first as Tensor2D;
  const whole = concat2d([...parts], 0);
  for (const part of parts) part.dispose();
  return whole;
}

/** Micro-batches as one batch; disposes several. */
export const joinedValues = (all: readonly Values[]): Values =>
  (all[0] ?? []).map((_, i) => joined(all.map((values) => values[i] as Tensor2D)));

/** The delta of a hidden layer. @param i from 0 @param h h_i of the same rows */
export const deltaFrom = (net: NetworkView, i: number, dh: Tensor2D, h: Tensor2D, visitor: Visitor): Delta =>
  hiddenDelta(net.layers[i] as NetworkLayer, i, dh, h, visitor).delta;

/** Of some rows: the deltas of a part's layers, and dh of the hidden layer below it. */
export interface Pulled {
  readonly deltas: readonly Delta[];
  /** Absent below the first layer. */
  readonly below?: Tensor2D;
}

/** The tensor that a delta owns; h is one of the values. */
export const tensorOf = (delta: Delta): Tensor2D => ('dz' in delta ? delta.dz : delta.dh);

/** From a part's highest delta down, layer by layer. @param top delta of its last layer */
export function pullThrough(
  net: NetworkView,
  guide: Guide,
  { from, to }: Part,
  values: Values,
  top: Delta,
  visitor: Visitor,
): Pulled {
  const deltas: Delta[] = [];
  let delta = top;
  for (let i = to - 1; i >= from; i--) {
    deltas[i - from] = delta;
    if (i === 0) break;
    const [given, input] = [delta, values[i - from] as Tensor2D];
    const dh = tidy(() => layerwiseDelta(guide, i - 1, aboveOf(net.layers[i] as NetworkLayer, input, given)));
    visitor.mark?.(i, 'backward');
    if (i === from) return { deltas, below: dh };
    delta = deltaFrom(net, i - 1, dh, input, visitor);
  }
  return { deltas };
}

/** Micro-batches' deltas of a layer as the batch's; disposes several. @param h h_i of the whole batch */
function joinedDelta(all: readonly Delta[], h: Tensor2D): Delta {
  if (all.length === 1) return all[0] as Delta;
  const whole = joined(all.map(tensorOf));
  return 'dz' in (all[0] as Delta) ? { dz: whole } : { dh: whole, h };
}

/**
 * Updates a part's layers from the highest down. Call inside tidy.
 * @param values of the whole batch @param pulled its micro-batches, in order
 */
export function updateFromAbove(
  net: NetworkView,
  { from, to }: Part,
  values: Values,
  pulled: readonly Pulled[],
  visitor: Visitor,
): void {
  for (let i = to - 1; i >= from; i--) {
    tidy(() => {
      const own = pulled.map(({ deltas }) => deltas[i - from] as Delta);
      const delta = joinedDelta(own, values[i - from + 1] as Tensor2D);
      visitor.held?.(i);
      update(net, i, values[i - from] as Tensor2D, delta, visitor);
    });
    visitor.mark?.(i, 'update');
  }
}

/**
 * Updates a part's hidden layers from the highest down, each from the output's error alone. Call inside tidy.
 * @param E see `errorSignal`
 */
export function updateFromError(
  net: NetworkView,
  guide: Guide,
  { from, to }: Part,
  values: Values,
  { E, scale }: { readonly E: Parameters<typeof directDelta>[2]; readonly scale: number },
  visitor: Visitor,
): void {
  for (let i = Math.min(to, net.layers.length - 1) - 1; i >= from; i--) {
    tidy(() => {
      const dh = tidy(() => directDelta(guide, i, E, scale));
      const delta = deltaFrom(net, i, dh, values[i - from + 1] as Tensor2D, visitor);
      visitor.held?.(i);
      update(net, i, values[i - from] as Tensor2D, delta, visitor);
    });
    visitor.mark?.(i, 'update');
  }
}
