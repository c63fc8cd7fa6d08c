/**
 * The phases of training with fixed feedback weights (Refinetti et al. 2021): the forward weights first align with the
 * feedback weights, then memorise the data at nearly constant alignment.
 */
import { cosineText } from '../../../../core/format';

/** Share of the rise of the alignment that ends the align phase: a convention of this lab. */
const ALIGNED = 0.9;
/** Smallest rise of the mean cosine that counts as alignment. */
const LEAST_RISE = 0.05;

/** A layer's cosine at each measured epoch. */
interface LayerLine {
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface AlignPhases {
  /** The epoch that ends the align phase. */
  readonly turn: number;
  /** The last measured epoch. */
  readonly last: number;
  /** Mean cosine over the layers at the start, and its maximum. */
  readonly from: number;
  readonly top: number;
}

/** Mean over all lines at each epoch that all of them have. */
function meanByEpoch(lines: readonly LayerLine[]): { readonly x: number; readonly y: number }[] {
  const [first, ...others] = lines.map(({ points }) => new Map(points.map(({ x, y }) => [x, y])));
  if (!first) return [];
  return [...first].flatMap(([x, y]) => {
    const values = [y, ...others.flatMap((one) => one.get(x) ?? [])];
    if (values.length < lines.length) return [];
    return [{ x, y: values.reduce((sum, value) => sum + value, 0) / values.length }];
  });
}

/** @returns undefined while the weights still align, or do not align at all */
export function alignPhases(lines: readonly LayerLine[]): AlignPhases | undefined {
  const means = meanByEpoch(lines);
  const [start, end] = [means[0], means.at(-1)];
  if (!start || !end) return undefined;
  const top = Math.max(...means.map(({ y }) => y));
  if (top - start.y < LEAST_RISE) return undefined;
  const turn = means.find(({ y }) => y >= start.y + ALIGNED * (top - start.y));
  if (!turn || turn.x >= end.x) return undefined;
  return { turn: turn.x, last: end.x, from: start.y, top };
}

export const alignPhasesText = ({ turn, from, top }: AlignPhases): string =>
  `Align until epoch ${turn}, when the mean cosine has made ${100 * ALIGNED} % of its rise from ${cosineText(from)} to ${cosineText(top)}; memorise from then on.`;
