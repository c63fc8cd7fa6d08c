/** Which layers of a network the stages of a pipeline train: some in a row each, split by the cost model. */
import { chainOf, type Ends } from '../../blocks/chain';
import { type StageWork, totalOf } from '../../cost/lockedStages';
import type { Part } from '../../network/part';
import { rules } from '../../rules';
import type { Rule } from '../../rules/rule';
import type { RunSpec } from '../../run/spec';

/** A multiply-add with a number from a list takes as long as so many of dense matrices: see results/ways/record.json. */
const ENTRY = 2;

/**
 * Multiply-adds of each layer 1 … K in one step; backward: for the delta that it passes down, by layerwise rules.
 * @param listed share of the inputs that are not 0, where a dense first layer skips zeros
 */
export function layerWorks(
  spec: Pick<RunSpec, 'hidden' | 'rule' | 'batchSize'>,
  ends: Ends,
  listed?: number,
): readonly StageWork[] {
  const chain = chainOf(ends, spec.hidden);
  const { path }: Rule = rules[spec.rule];
  const { batchSize } = spec;
  return chain.map(({ id, block, ...place }, i) => {
    const cost = block.cost(place);
    const skips = i === 0 && id === 'dense' && listed !== undefined;
    const products = batchSize * (skips ? Math.min(1, ENTRY * listed) : 1);
    const isLast = i === chain.length - 1;
    const [forward, learning] = [products * cost.forward, products * cost.gradients + cost.update];
    if (path === 'none') return { forward, backward: 0, update: isLast ? learning : 0 };
    if (path === 'layerwise')
      return { forward, backward: i === 0 ? 0 : batchSize * cost.vjp, update: learning };
    const delta = isLast ? 0 : batchSize * ends.outputs * place.output.size;
    return { forward, backward: 0, update: delta + learning };
  });
}

/** Multiply-adds of each layer in one step, all in all. */
export const layerCosts = (...of: Parameters<typeof layerWorks>): readonly number[] =>
  layerWorks(...of).map(totalOf);

/**
 * Sizes of groups in a row, filled from below, of which none costs more than `most`, and each of which leaves a layer for every
 * later one; `next` is the lowest limit with which they would be filled otherwise.
 */
function filled(costs: readonly number[], stages: number, most: number): { sizes: number[]; next: number } {
  const sizes: number[] = [];
  let [size, sum, next] = [0, 0, Number.POSITIVE_INFINITY];
  for (const [i, cost] of costs.entries()) {
    const isFull = sum + cost > most;
    const isShort = costs.length - i <= stages - sizes.length - 1;
    if (size > 0 && (isFull || isShort)) {
      if (!isShort) next = Math.min(next, sum + cost);
      sizes.push(size);
      [size, sum] = [0, 0];
    }
    size += 1;
    sum += cost;
  }
  sizes.push(size);
  return { sizes, next };
}

/**
 * Splits layers among stages so that the busiest has as little to do as possible; every stage has a layer.
 * @param costs of each layer, positive
 * @throws {RangeError} unless there are 1 … as many stages as layers
 */
export function splitLayers(costs: readonly number[], stages: number): Part[] {
  if (!(stages >= 1 && stages <= costs.length))
    throw new RangeError(`${costs.length} layers cannot be split among ${stages} stages.`);
  // The busiest has at least the largest layer, and a fair share.
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  let found = filled(costs, stages, Math.max(...costs, total / stages));
  while (found.sizes.length > stages) found = filled(costs, stages, found.next);
  let to = 0;
  return found.sizes.map((size) => {
    const from = to;
    to += size;
    return { from, to };
  });
}
