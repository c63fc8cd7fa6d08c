/** B of one hidden layer as the seed draws it, before anything is trained. */
import { type FeedbackId, feedbackInits } from '../../../../core/feedback';
import { createStream } from '../../../../core/random/rng';
import { feedbackShapes, type Rule } from '../../../../core/rules/rule';
import type { RunSpec } from '../../../../core/run/spec';

/** What decides how B is drawn. */
export type DrawSettings = Pick<RunSpec, 'seed' | 'feedbackInit' | 'feedbackSharing'>;

/** Larger ones are drawn where they train, not for a picture. */
const MOST_ENTRIES = 2_000_000;

/**
 * The same numbers as `drawFeedback` draws for this layer, without drawing those of all the others.
 * @param layer hidden layer, from 1; rules with one B for the input have it for every layer
 * @returns B row by row; undefined for rules without, and where it is too large
 */
export function drawnFeedback(
  { seed, feedbackInit, feedbackSharing }: DrawSettings,
  rule: Rule,
  sizes: readonly number[],
  layer: number,
): Float32Array | undefined {
  const i = rule.path === 'input' ? 0 : layer - 1;
  const shape = feedbackShapes(rule, sizes)[i];
  if (!shape || shape[0] * shape[1] > MOST_ENTRIES) return undefined;
  const stream = createStream(seed, 'feedback', feedbackSharing === 'shared' ? 1 : i + 1);
  const values = feedbackInits[feedbackInit as FeedbackId].draw(stream, ...shape);
  const scale = rule.path === 'input' ? rule.feedbackScale : 1;
  return scale === 1 ? values : values.map((value) => value * scale);
}

/** Some rows and columns of a matrix with so many columns, row by row. */
export function cellsOf(
  matrix: Float32Array,
  width: number,
  rows: readonly number[],
  columns: readonly number[],
): Float32Array {
  return Float32Array.from(
    rows.flatMap((row) => columns.map((column) => matrix[row * width + column] ?? Number.NaN)),
  );
}

/** The largest size of an entry; entries that are no numbers are passed over. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i += 1) {
    const size = Math.abs(values[i] as number);
    if (size > largest) largest = size;
  }
  return largest;
}
