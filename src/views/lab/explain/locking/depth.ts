/** Curves over the depth of a network: rules that wait alike share one. */
import { type Pipeline, pipeline, waitsFor } from '../../../../core/cost/timeline';
import { type RuleId, rules } from '../../../../core/rules';

export const MOST_LAYERS = 10;

export interface Curve {
  readonly rules: readonly [RuleId, ...RuleId[]];
  /** Of 1 to 10 layers. */
  readonly values: readonly number[];
}

export function curvesOf(
  shown: readonly RuleId[],
  batches: number,
  of: (numbers: Pipeline) => number,
): Curve[] {
  const curves: Curve[] = [];
  for (const id of shown) {
    const same = curves.findIndex((one) => waitsFor(rules[one.rules[0]]) === waitsFor(rules[id]));
    const curve = curves[same];
    if (curve) curves[same] = { ...curve, rules: [...curve.rules, id] };
    else
      curves.push({
        rules: [id],
        values: Array.from({ length: MOST_LAYERS }, (_, i) => of(pipeline(rules[id], i + 1, batches))),
      });
  }
  return curves;
}
