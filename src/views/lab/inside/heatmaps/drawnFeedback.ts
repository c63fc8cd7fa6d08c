/** Initial B of one hidden layer for a seed. */
import type { LayerShape } from '../../../../core/blocks/chain';
import { type FeedbackId, feedbackInits } from '../../../../core/feedback';
import { deviationOf } from '../../../../core/feedback/feedbackWeights';
import { createStream } from '../../../../core/random/rng';
import { feedbackShapes, type Rule } from '../../../../core/rules/rule';
import type { RunSpec } from '../../../../core/run/spec';

/** The settings that determine B. */
export type DrawSettings = Pick<RunSpec, 'seed' | 'feedbackInit' | 'feedbackDeviation' | 'feedbackSharing'>;

/** A larger B is not drawn for a picture. */
const MOST_ENTRIES = 2_000_000;

/**
 * The same numbers as `drawFeedback` for this layer, without drawing the other layers.
 * @param layer hidden layer, from 1; rules with one B to the input return it for every layer
 * @returns B in row-major order; undefined for rules without B, and if it is too large or its layer does not fit
 */
export function drawnFeedback(
  settings: DrawSettings,
  rule: Rule,
  layers: readonly LayerShape[],
  layer: number,
): Float32Array | undefined {
  const { seed, feedbackInit, feedbackSharing } = settings;
  const i = rule.path === 'input' ? 0 : layer - 1;
  const shape = feedbackShapes(rule, layers)[i];
  if (!shape || Math.min(...shape) < 1 || shape[0] * shape[1] > MOST_ENTRIES) return undefined;
  const stream = createStream(seed, 'feedback', feedbackSharing === 'shared' ? 1 : i + 1);
  const values = feedbackInits[feedbackInit as FeedbackId].draw(stream, ...shape);
  const scale = (rule.path === 'input' ? rule.feedbackScale : 1) * deviationOf(settings);
  return scale === 1 ? values : values.map((value) => value * scale);
}

/** Selected rows and columns of a row-major matrix, in row-major order. */
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

/** The largest absolute value, ignoring NaN. */
export function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i += 1) {
    const size = Math.abs(values[i] as number);
    if (size > largest) largest = size;
  }
  return largest;
}
