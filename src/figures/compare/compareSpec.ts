/** Chart-kit specification of the curves of groups of runs. */
import { percent, threeDigits } from '../../core/format';
import type { Axis } from '../axes/scale';
import { textWidth } from '../axes/textWidth';
import type { XAxis } from '../axes/xAxis';
import type { Line } from '../lines/line';
import type { LineSpec } from '../lines/spec';
import type { PlacedAxis } from './axes';
import { type MetricId, metrics } from './metrics';
import { composed } from './places';

const percents = (value: number): string => percent(value, 2);

export const placedLine = (line: Line, place: PlacedAxis['place']): Line =>
  place ? { ...line, place: line.place ? composed([line.place, place]) : place } : line;

/** Least and most pixels for the names at the lines' ends; where there are values, those need `VALUE`. */
const ROOMS = { narrow: [76, 190], wide: [190, 320] } as const;
const VALUE = 60;

function roomFor(lines: readonly Line[], narrow: boolean): number {
  const [least, most] = narrow ? ROOMS.narrow : ROOMS.wide;
  const widest = Math.max(0, ...lines.map(({ name }) => Math.ceil(textWidth(name, 12))));
  return Math.min(most, Math.max(least, 16 + widest + (narrow ? 0 : VALUE)));
}

interface Shown {
  readonly metric: MetricId;
  readonly x: XAxis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  /** Smoothing factor; 0: none. */
  readonly beta: number;
  readonly narrow: boolean;
}

export function compareSpec({ metric, x, y, lines, beta, narrow }: Shown): LineSpec {
  const isAccuracy = metric === 'testAccuracy';
  return {
    ...{ title: metrics[metric], x, y, lines, narrow },
    valueText: isAccuracy ? percents : threeDigits,
    better: isAccuracy ? 'high' : 'low',
    labelRoom: roomFor(lines, narrow),
    ...(beta > 0 ? { beta } : {}),
    ...(narrow ? {} : { endText: isAccuracy ? (value: number) => percent(value, 1) : threeDigits }),
  };
}

/** "mean of finished runs, band ± 1 standard deviation, smoothed 0.6" */
export function subtitleOf(lines: readonly Line[], beta: number): string {
  const means = lines.some(({ band }) => band) ? 'mean of runs, band ± 1 standard deviation' : '';
  return [means, beta > 0 ? `smoothed ${beta}` : ''].filter(Boolean).join(', ');
}

export function summaryOf({ lines, title, valueText }: LineSpec): string {
  const ends = lines.map(({ name, points }) => `${name} ${valueText(points.y[points.length - 1] as number)}`);
  return ends.length > 0 ? `${title}: ${ends.join(', ')}.` : `${title}: no curves yet.`;
}
