/** Chart-kit specification of the angle chart. */

import type { AngleUnit } from '../../core/measures/unit';
import { epochAxis } from '../axes/xAxis';
import { columnsFrom, type Line, type Track } from '../lines/line';
import type { LineSpec } from '../lines/spec';
import { ruleStyle } from '../theme/ruleStyle';
import {
  ANGLES,
  type AngleLine,
  angleAxis,
  angleText,
  angleTop,
  briefText,
  endsWithout,
  type SeedAngles,
} from './angles';
import { cosineAxis } from './cosineAxis';

/** The line has a gap at epochs without an angle. */
const trackOf = ({ key, name, points, without }: Omit<SeedAngles, 'seed'>): Track => ({
  ...{ key, name, points: columnsFrom(points) },
  parted: (before, after) => without.some((epoch) => epoch > before.x && epoch < after.x),
});

function lineOf(line: AngleLine): Line {
  const { rule, other, mean, seeds } = line;
  return {
    ...trackOf(line),
    rule,
    // A second line of the same rule gets its own dash and an open marker.
    ...(other ? { style: { ...ruleStyle(rule), dash: '6 3', marker: 'openDiamond' as const } } : {}),
    ...(mean === undefined ? {} : { mean }),
    // Its last angle is older than those of the lines that it overlaps.
    ...(endsWithout(line) ? { apart: '–' } : {}),
    seeds: seeds.map((one) => ({ ...trackOf(one), seed: one.seed })),
  };
}

const valuesOf = (lines: readonly AngleLine[]): number[] =>
  lines.flatMap((line) => [line, ...line.seeds].flatMap(({ points }) => points.map(({ y }) => y)));

/** @param unit that of the lines */
export const angleSpec = (
  lines: readonly AngleLine[],
  epochs: number,
  unit: AngleUnit = 'degrees',
): LineSpec => ({
  title: ANGLES,
  x: epochAxis(epochs, 1),
  y: unit === 'cosine' ? cosineAxis(valuesOf(lines)) : angleAxis(angleTop(lines)),
  lines: lines.map(lineOf),
  valueText: angleText[unit],
  endText: briefText[unit],
  ...(unit === 'cosine' ? { better: 'high' as const } : {}),
  guide: unit === 'cosine' ? { at: 0, text: '0: no information' } : { at: 90, text: '90°: no information' },
  whole: true,
  labelRoom: 112,
  narrow: true,
});
