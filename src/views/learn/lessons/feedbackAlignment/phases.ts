/** The phases of this lesson's run: W₁ frozen, W₂ frozen, none frozen, three epochs each. */
import type { Outcome } from '../../../../store/learn/outcome';
import { layerAngle } from '../../prediction';

const EPOCHS = 3;

/** The angle at the beginning and end of a phase, in degrees. @param phase from 1 */
export const anglesOf = (outcome: Outcome, phase: number): readonly [number, number] => [
  layerAngle(outcome, 'phases', 'fa', 1, EPOCHS * (phase - 1)),
  layerAngle(outcome, 'phases', 'fa', 1, EPOCHS * phase),
];

/** By how many degrees it fell. */
export function fallIn(outcome: Outcome, phase: number): number {
  const [before, after] = anglesOf(outcome, phase);
  return before - after;
}
