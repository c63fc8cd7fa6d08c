/** Curves over the depth of a network: rules that wait alike share one. */
import type { NetworkShape } from '../../../../core/cost/cost';
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

/** Units of a layer where the settings' network has no dense one. */
const WIDTH = 500;

/** The settings' network, as deep as the slider says, of dense layers only. */
export function deepShape(shape: NetworkShape, layers: number): NetworkShape {
  const units = shape.hidden.find((layer) => typeof layer === 'number') ?? WIDTH;
  return { ...shape, hidden: Array<number>(layers - 1).fill(units) };
}

/** How the model differs from the settings' network. */
export const denseText = ({ hidden }: NetworkShape): string =>
  hidden.every((layer) => typeof layer === 'number') ? '' : ', all layers dense, unlike the settings’';
