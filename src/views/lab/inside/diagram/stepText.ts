/** Text on the effect of a single step. */
import { count, percent, threeDigits } from '../../../../core/format';
import { type EpochSteps, placeInEpoch } from '../../../../core/trainer/epochSteps';
import type { SingleStep } from '../../../../store/run/series';
import { sub } from '../labels';

/** With more layers than this, only the first two and the last are named. */
const MOST = 4;

/** "Step 1 of 120: loss 2.31 on its batch. It moved W₁ by 0.42 (2.1 %) and W₂ by 0.03 (0.7 %)." */
export function stepText({ step, loss, moved }: SingleStep, steps: EpochSteps): string {
  const { at, of } = placeInEpoch(steps, step);
  const place = `Step ${count(at)} of ${count(of)}`;
  const said = `${place}: loss ${Number.isFinite(loss) ? threeDigits(loss) : 'not a number'} on its batch.`;
  if (!moved) return said;
  const all = moved.by.map((by, i) => {
    const of = moved.of[i] ?? 0;
    const share = by !== null && of > 0 ? ` (${percent(by / of, by / of < 0.001 ? 4 : 2)})` : '';
    return `W${sub(moved.first + i)} by ${by === null ? 'NaN' : `${threeDigits(by)}${share}`}`;
  });
  const shown = all.length <= MOST ? all : [...all.slice(0, 2), '…', ...all.slice(-1)];
  const below = moved.first === 1 ? '' : ' The layers below learn in other workers: not measured.';
  return `${said} It moved ${shown.join(', ')}.${below}`;
}
