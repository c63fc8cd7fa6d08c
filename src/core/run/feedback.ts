/** B of a run over time. */
import { tidy } from '@tensorflow/tfjs-core';
import { drawFeedback, feedbackChange } from '../feedback/feedbackWeights';
import { alignedFeedback } from '../feedback/forwardPath';
import { feedbackTensors } from '../network/network';
import type { RunState } from './state';

/** Draws B anew or copies the forward weights into it, where the settings say so before this step. */
export function renewFeedback(run: RunState, epoch: number, first: boolean): void {
  const { spec, net, step } = run;
  const change = feedbackChange(spec, step + 1, epoch, first);
  if (change.kind === 'none' || net.feedback.length === 0) return;
  tidy(() => {
    const next =
      change.kind === 'redraw'
        ? feedbackTensors(net.rule, net.sizes, drawFeedback(spec, net.rule, net.sizes, change.draw))
        : alignedFeedback(
            net.rule,
            net.layers.map(({ weights }) => weights),
          );
    if (!next) return;
    net.setFeedback(next);
    run.feedbackOrigin = change.kind === 'redraw' ? { draw: change.draw } : 'values';
  });
}
