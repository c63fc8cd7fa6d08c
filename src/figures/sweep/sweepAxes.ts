/** The axes of a sweep: the setting along x, the test result along y. */
import { percent, threeDigits } from '../../core/format';
import type { Judged } from '../../experiment/aggregate';
import type { SweptKey } from '../../notebook/stats/bestRate';
import { type Axis, accuracyAxis, lossAxis } from '../axes/scale';
import { textWidth } from '../axes/textWidth';
import { logTicks, roundMark, type Tick, valueTicks } from '../axes/ticks';
import { linearAxis } from '../axes/valueAxis';
import type { XAxis } from '../axes/xAxis';

/** A logarithmic axis needs values this far apart. */
const WIDE = 10;
/** Room at both ends, as a fraction of the axis, so that no marker lies on its edge. */
const ROOM = 0.04;
/** Between tick labels, in pixels. */
const BETWEEN = 12;

export interface SettingAxis extends XAxis {
  readonly isLog: boolean;
  /** Value → x. */
  readonly placeOf: (value: number) => number;
}

/** The values tried, where all of their labels fit; else round ones between them. */
function ticksIn(places: readonly Tick[], others: () => readonly Tick[], pixels: number, span: number) {
  const fits = places.every(({ at, label }, i) => {
    const next = places[i + 1];
    if (!next) return true;
    const needed = (textWidth(label, 11) + textWidth(next.label, 11)) / 2 + BETWEEN;
    return ((next.at - at) / span) * pixels >= needed;
  });
  return fits ? places : others();
}

/**
 * @param name "Learning rate"
 * @param values those tried, ascending, at least two
 */
export function settingAxis(key: SweptKey, name: string, values: readonly number[]): SettingAxis {
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 1];
  const isLog = key !== 'depth' && low > 0 && high / low >= WIDE;
  const placeOf = (value: number): number => (isLog ? Math.log10(value) : value);
  const room = ROOM * (placeOf(high) - placeOf(low));
  const [from, to] = [placeOf(low) - room, placeOf(high) + room];
  const near = (x: number): number =>
    values.reduce((a, b) => (Math.abs(placeOf(b) - x) < Math.abs(placeOf(a) - x) ? b : a), low);
  const marks = values.map((value) => ({ at: placeOf(value), label: String(value) }));
  const round = (pixels: number): readonly Tick[] =>
    isLog
      ? logTicks(low, high, 6, 'powers').map(({ at, label }) => ({ at: Math.log10(at), label }))
      : valueTicks(low, high, pixels);
  return {
    name: name.toLowerCase(),
    column: name,
    place: `at a value of ${name.toLowerCase()}`,
    ...{ from, to, isLog, placeOf },
    // Every point has its marker.
    unit: to - from,
    ticksIn: (pixels) => ticksIn(marks, () => round(pixels), pixels, to - from),
    text: (x) => `${name} ${near(x)}`,
    cell: (x) => String(near(x)),
    value: near,
  };
}

/** @param values all that are drawn, bands included */
export function resultAxis(by: Judged, values: readonly number[]): Axis {
  const finite = values.filter(Number.isFinite);
  if (by === 'testAccuracy') {
    if (finite.length === 0) return accuracyAxis([0, 1]);
    const [low, high] = linearAxis([Math.min(...finite), Math.max(...finite)]).domain;
    return accuracyAxis([Math.max(0, low), Math.min(1, high)]);
  }
  const above = finite.filter((value) => value > 0);
  if (above.length === 0) return lossAxis([0.1, 1], finite);
  const ends = [roundMark(Math.min(...above), 'down'), roundMark(Math.max(...above), 'up')] as const;
  return lossAxis(ends[0] < ends[1] ? ends : [ends[0] / 2, ends[1] * 2], finite);
}

export const resultText = (by: Judged, value: number): string =>
  by === 'testAccuracy' ? percent(value, 2) : threeDigits(value);
