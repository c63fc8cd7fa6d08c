/** Redraws of B during a run. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { drawFeedback, feedbackChange } from '../feedback/feedbackWeights';
import { alignedFeedback } from '../feedback/forwardPath';
import { feedbackTensors } from '../network/network';
import type { FeedbackOrigin } from './checkpoint';
import type { RunState } from './state';

/** The new B where the settings change it before the next step, otherwise undefined; call inside tidy. */
export function nextFeedback(
  { spec, net, step }: Pick<RunState, 'spec' | 'net' | 'step'>,
  epoch: number,
  first: boolean,
): { readonly B: readonly Tensor2D[]; readonly origin: FeedbackOrigin } | undefined {
  const change = feedbackChange(spec, step + 1, epoch, first);
  if (change.kind === 'none' || net.feedback.length === 0) return undefined;
  if (change.kind === 'redraw')
    return {
      B: feedbackTensors(net.rule, net.shapes, drawFeedback(spec, net.rule, net.shapes, change.draw)),
      origin: { draw: change.draw },
    };
  const B = alignedFeedback(net.rule, net.layers);
  // Settings that ask for a path where there is none are refused: see validateSpec.
  return B && { B: B.map((one, i) => one ?? (net.feedback[i] as Tensor2D)), origin: 'values' };
}

/** Redraws B, or copies the forward weights into it, where the settings require it before this step. */
export function renewFeedback(run: RunState, epoch: number, first: boolean): void {
  tidy(() => {
    const next = nextFeedback(run, epoch, first);
    if (!next) return;
    run.net.setFeedback(next.B);
    run.feedbackOrigin = next.origin;
  });
}
