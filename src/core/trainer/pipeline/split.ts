/** Which layers of a network the stages of a pipeline train: some in a row each, split by the cost model. */
import { chainOf, type Ends } from '../../blocks/chain';
import type { Part } from '../../network/part';
import { rules } from '../../rules';
import type { Rule } from '../../rules/rule';
import type { RunSpec } from '../../run/spec';

/** Multiply-adds of each layer 1 … K in one step, with those for the delta that it needs or passes down. */
export function layerCosts(
  spec: Pick<RunSpec, 'hidden' | 'rule' | 'batchSize'>,
  ends: Ends,
): readonly number[] {
  const chain = chainOf(ends, spec.hidden);
  const { path }: Rule = rules[spec.rule];
  return chain.map(({ block, ...place }, i) => {
    const { forward, vjp, gradients, update } = block.cost(place);
    const isLast = i === chain.length - 1;
    if (path === 'none' && !isLast) return spec.batchSize * forward;
    if (path === 'layerwise') return spec.batchSize * (forward + gradients + (i === 0 ? 0 : vjp)) + update;
    const delta = isLast ? 0 : ends.outputs * place.output.size;
    return spec.batchSize * (forward + gradients + delta) + update;
  });
}

/** Sizes of `stages` groups in a row, filled from below, of which none costs more than `most`; undefined if there are none. */
function filled(costs: readonly number[], stages: number, most: number): number[] | undefined {
  const sizes: number[] = [];
  let [size, sum] = [0, 0];
  for (const [i, cost] of costs.entries()) {
    if (cost > most) return undefined;
    // Each later stage needs a layer.
    const isShort = costs.length - i <= stages - sizes.length - 1;
    if (size > 0 && (sum + cost > most || isShort)) {
      sizes.push(size);
      [size, sum] = [0, 0];
    }
    size += 1;
    sum += cost;
  }
  sizes.push(size);
  return sizes.length === stages ? sizes : undefined;
}

/** Halvings of the range in which the busiest stage's cost lies: all that a double has. */
const HALVINGS = 64;

/**
 * Splits layers among stages so that the busiest has as little to do as possible; every stage has a layer.
 * @param costs of each layer, positive
 * @throws {RangeError} unless there are 1 … as many stages as layers
 */
export function splitLayers(costs: readonly number[], stages: number): Part[] {
  let [low, high] = [0, costs.reduce((sum, cost) => sum + cost, 0)];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (filled(costs, stages, middle)) high = middle;
    else low = middle;
  }
  const sizes = filled(costs, stages, high);
  if (!sizes) throw new RangeError(`${costs.length} layers cannot be split among ${stages} stages.`);
  let to = 0;
  return sizes.map((size) => {
    const from = to;
    to += size;
    return { from, to };
  });
}
