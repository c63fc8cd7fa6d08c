/** How a run's numbers decide which prediction came out, and what the texts read from them. */
import type { RuleId } from '../../core/rules';
import type { Outcome } from '../../store/learn/outcome';

/**
 * The option whose range holds a number. Ranges touch, so that every number belongs to one.
 * @param tops upper end of each option's range, ascending
 */
export function optionByRange(
  read: (outcome: Outcome) => number,
  tops: Readonly<Record<string, number>>,
): (outcome: Outcome) => string | undefined {
  return (outcome) => {
    const value = read(outcome);
    return Object.entries(tops).find(([, top]) => value <= top)?.[0];
  };
}

/** Angle of a layer's gradient to backpropagation's, in degrees. @param layer from 1 */
export const layerAngle = (
  outcome: Outcome,
  arm: string,
  rule: RuleId,
  layer: number,
  epoch?: number,
): number =>
  outcome.measured(arm, rule, { measure: 'gradient-angle', series: 'angle', place: layer - 1 }, epoch);

/** The key with the largest value; undefined if any is not a number. */
export function largestOf(values: Readonly<Record<string, number>>): string | undefined {
  const entries = Object.entries(values);
  if (entries.some(([, value]) => Number.isNaN(value))) return undefined;
  return entries.reduce<[string, number] | undefined>(
    (best, one) => (best && best[1] >= one[1] ? best : one),
    undefined,
  )?.[0];
}
