/** Chart-kit specification of a sweep. */
import { isBetter, type Judged } from '../../experiment/aggregate';
import type { RuleSweep, SweepPoint, SweptKey } from '../../notebook/stats/bestRate';
import { textWidth } from '../axes/textWidth';
import { columnsFrom, type Line } from '../lines/line';
import type { LineSpec } from '../lines/spec';
import { resultAxis, resultText, type SettingAxis, settingAxis } from './sweepAxes';

/** Beside the axis's name, in pixels. */
const BESIDE = 24;

type Measured = SweepPoint & { readonly result: NonNullable<SweepPoint['result']> };
const measured = (points: readonly SweepPoint[]): Measured[] =>
  points.filter((point): point is Measured => point.result !== undefined);

/** A line per rule with ± 1 sd around it, its best value circled. */
function lineOf({ rule, name, points, best }: RuleSweep, { placeOf }: SettingAxis): Line {
  const all = measured(points);
  const spread = all.filter(({ result }) => result.sd !== undefined);
  const edge = (sign: number) =>
    columnsFrom(
      spread.map(({ value, result }) => ({ x: placeOf(value), y: result.mean + sign * (result.sd ?? 0) })),
    );
  return {
    ...{ key: rule, rule, name },
    points: columnsFrom(all.map(({ value, result }) => ({ x: placeOf(value), y: result.mean }))),
    ...(best ? { circled: placeOf(best.value) } : {}),
    ...(spread.length > 1 ? { band: { low: edge(-1), high: edge(1) } } : {}),
  };
}

interface Shown {
  readonly title: string;
  readonly setting: SweptKey;
  /** The setting's name. */
  readonly label: string;
  readonly by: Judged;
  readonly narrow: boolean;
}

export function sweepSpec(sweeps: readonly RuleSweep[], shown: Shown): LineSpec {
  const { title, setting, label, by, narrow } = shown;
  const all = sweeps.flatMap(({ points }) => points);
  const values = [...new Set(all.map(({ value }) => value))].sort((a, b) => a - b);
  const x = settingAxis(setting, label, values);
  const drawn = measured(all).flatMap(({ result: { mean, sd = 0 } }) => [mean - sd, mean, mean + sd]);
  return {
    ...{ title, x, narrow },
    y: resultAxis(by, drawn),
    lines: sweeps.map((sweep) => lineOf(sweep, x)),
    valueText: (value) => resultText(by, value),
    better: isBetter(by, 1, 0) ? 'high' : 'low',
    marks: 'all',
    whole: true,
    labelRoom: Math.max(92, BESIDE + textWidth(x.name, 11)),
  };
}
