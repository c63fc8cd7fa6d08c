/** What the map says, in words. */
import { count, inDigits, milliseconds, percent, times } from '../../../../../../core/format';
import {
  gainOf,
  type ModelError,
  type WayPoint,
  type WaySeconds,
} from '../../../../../../experiment/results/ways';
import { gainsNothing } from './mapGrid';

const ms = (seconds: number): string => milliseconds(1000 * seconds);

/** Ratios nearer to 1 than this are no difference. */
const SAME = 0.005;

/** "stages 1.4× as fast as threads" */
export function gainText(gain: number): string {
  if (Math.abs(gain - 1) < SAME) return 'stages as fast as threads';
  return gain > 1
    ? `stages ${times(gain)} as fast as threads`
    : `threads ${times(1 / gain)} as fast as stages`;
}

export const networkName = (depth: number, width: number): string =>
  `${inDigits(depth, 'hidden layer')} of ${count(width)}`;

/** "7 hidden layers of 256: stages 1.4× as fast as threads (2.1 and 3.0 ms a step; one worker 4.2 ms)" */
export function cellText(depth: number, width: number, seconds: WaySeconds): string {
  const { alone, threads, stages } = seconds;
  return `${networkName(depth, width)}: ${gainText(gainOf(seconds))} (stages ${ms(stages)}, threads ${ms(threads)}, one worker ${ms(alone)})`;
}

/** "measured stages 1.3× as fast as threads" of a point. */
export const pointText = (point: WayPoint): string =>
  `measured: ${gainText(gainOf(point))}${point.judged > 0 ? '' : ', other work beside it'}`;

const factorText = (factor: number): string => factor.toFixed(2);

/** How near the model is to what was measured. @param unjudged points that were measured beside other work */
export function errorText({ typical, most, agreed, points }: ModelError, unjudged: number): string {
  const which = unjudged === points ? 'All' : count(unjudged);
  const busy =
    unjudged === 0
      ? ''
      : ` ${which} of these were measured beside other work on the computer, which makes their ratios uncertain.`;
  return `At ${count(points)} measured networks the model’s ratio is off by a factor of ${factorText(typical)} (median; at most ${factorText(most)}), and it names the faster way at ${count(agreed)} of them.${busy}`;
}

/** "Stages are predicted to be faster at 62 % of these networks; at 11 % neither is faster than one worker." */
export function shareText(gains: ArrayLike<number>, worth: ArrayLike<number>): string {
  const share = (values: ArrayLike<number>, holds: (value: number) => boolean): number =>
    Array.from(values).filter(holds).length / values.length;
  const alone = share(worth, gainsNothing);
  const rest = alone > 0 ? `; at ${percent(alone, 0)} neither is faster than one worker` : '';
  return `By the model, stages are faster than threads at ${percent(
    share(gains, (value) => value > 0),
    0,
  )} of these networks${rest}.`;
}
