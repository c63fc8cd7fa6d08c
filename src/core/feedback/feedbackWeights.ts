/** Draws B, and decides when it is redrawn or set to the forward weights. */
import type { LayerShape } from '../blocks/chain';
import { createStream } from '../random/rng';
import { feedbackShapes, type Rule } from '../rules/rule';
import type { RunSpec } from '../run/spec';
import { feedbackInits } from '.';

type Settings = Pick<RunSpec, 'seed' | 'feedbackInit' | 'feedbackDeviation' | 'feedbackSharing'>;

/** Factor of the drawn entries. */
export const deviationOf = ({
  feedbackInit,
  feedbackDeviation,
}: Pick<Settings, 'feedbackInit' | 'feedbackDeviation'>): number =>
  feedbackInit === 'normal' ? feedbackDeviation : 1;

/**
 * A rule's feedback weights drawn from the seed, row-major, in the order of `feedbackShapes`. Layers that share
 * draw from one stream, so that equal shapes give equal matrices.
 * @param draw 0 for the first draw, incremented with every redraw
 */
export function drawFeedback(
  { seed, feedbackInit, feedbackDeviation, feedbackSharing }: Settings,
  rule: Rule,
  layers: readonly LayerShape[],
  draw = 0,
): Float32Array[] {
  const own = rule.path === 'input' ? rule.feedbackScale : 1;
  const scale = own * deviationOf({ feedbackInit, feedbackDeviation });
  return feedbackShapes(rule, layers).map(([rows, columns], i) => {
    const layer = feedbackSharing === 'shared' ? 1 : i + 1;
    const names = draw === 0 ? [] : ['redraw', draw];
    const values = feedbackInits[feedbackInit].draw(
      createStream(seed, 'feedback', layer, ...names),
      rows,
      columns,
    );
    return scale === 1 ? values : values.map((value) => value * scale);
  });
}

/** The change of B before a step. */
export type FeedbackChange =
  | { readonly kind: 'none' | 'copy' }
  | { readonly kind: 'redraw'; readonly draw: number };

/**
 * @param step the next step: 1, 2, …
 * @param epoch its epoch: 1, 2, …
 * @param first whether it is the epoch's first
 */
export function feedbackChange(
  { feedbackRedraw, feedbackRedrawSteps }: Pick<RunSpec, 'feedbackRedraw' | 'feedbackRedrawSteps'>,
  step: number,
  epoch: number,
  first: boolean,
): FeedbackChange {
  const due = (step - 1) % feedbackRedrawSteps === 0;
  if (feedbackRedraw === 'epoch' && first && epoch > 1) return { kind: 'redraw', draw: epoch - 1 };
  if (feedbackRedraw === 'steps' && due && step > 1)
    return { kind: 'redraw', draw: (step - 1) / feedbackRedrawSteps };
  if ((feedbackRedraw === 'copy-epoch' && first) || (feedbackRedraw === 'copy-steps' && due))
    return { kind: 'copy' };
  return { kind: 'none' };
}
