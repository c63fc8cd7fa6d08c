/** How much longer BP's gradients are than a rule's, measured before the first step: what makes steps fair. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import '../ops';
import type { Reading } from '../measures/measure';
import { guidanceOf } from '../measures/taking/guidance';
import { readAll } from '../measures/taking/read';
import type { Guide } from '../passes/visitor';
import { rules } from '../rules';
import { needsWeightTransport } from '../rules/rule';
import type { Events } from '../run/events';
import { nextFeedback } from '../run/feedback';
import { at, type RunState } from '../run/state';
import { type Batch, disposeBatch } from '../samples/batches';
import { batchOf, epochOrder } from './order';

/** Several, because a single batch, or a single random perturbation, says little. */
const MOST_BATCHES = 10;
/** The smallest normal number of single precision. */
const SMALLEST = 2 ** -126;

/** ‖g‖², in double precision; divided by the largest entry first, because squares of tiny gradients underflow. */
function squaredNorm(g: Tensor2D | undefined): Reading | undefined {
  if (!g) return undefined;
  const largest = g.abs().max();
  return {
    parts: [largest, g.div(largest.maximum(SMALLEST)).square().sum()],
    value: ([most, sum]) => {
      const [m, squares] = [most?.[0] ?? Number.NaN, sum?.[0] ?? Number.NaN];
      return m < SMALLEST ? 0 : m * m * squares;
    },
  };
}

/** ‖∇W_i‖² of each layer for one batch; null where a rule has no gradient. */
const squaredNorms = ({ net, memories }: RunState, batch: Batch, guide: () => Guide) =>
  readAll(() =>
    guidanceOf(net, guide(), batch, memories.own?.read(batch), false).W.map((g) => squaredNorm(g)),
  );

/** √(Σ BP's ‖g‖² / Σ the rule's); null where either is 0 or not a number. */
function factorOf(bp: number, own: number): number | null {
  const factor = Math.sqrt(bp / own);
  return Number.isFinite(factor) && factor > 0 ? factor : null;
}

/** Measures them in the rule's own network on the first batches, where settings ask for it and no checkpoint has them. */
export async function* measureStepFactors(run: RunState): Events<void> {
  const { spec, net, budget } = run;
  if (net.stepFactors() || !(spec.fairSteps || spec.measures.includes('step-factor'))) return;
  if (needsWeightTransport(net.rule)) {
    net.setStepFactors(net.layers.map(() => 1));
    return;
  }
  const sums = net.layers.map(() => ({ own: 0, bp: 0 }));
  for (const places of epochOrder(run, 1).batches.slice(0, MOST_BATCHES)) {
    while (budget.exhausted()) budget.set(yield { type: 'progress', ...at(run) });
    const batch = batchOf(run, places);
    const own = await squaredNorms(run, batch, () => ({
      rule: net.rule,
      feedback: nextFeedback(run, 1, true)?.B ?? net.feedback,
    }));
    const bp = await squaredNorms(run, batch, () => ({ rule: rules.bp, feedback: [] }));
    disposeBatch(batch);
    for (const [i, sum] of sums.entries()) {
      sum.own += own[i] ?? 0;
      sum.bp += bp[i] ?? 0;
    }
  }
  net.setStepFactors(sums.map(({ bp, own }) => factorOf(bp, own)));
}
