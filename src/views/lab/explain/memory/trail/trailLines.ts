/** The measure `error-memory` over the epochs, as charts of the drawer's rule. */
import { cosineText, threeDigits } from '../../../../../core/format';
import { type RuleId, rules } from '../../../../../core/rules';
import type { Experiment } from '../../../../../core/run/spec';
import { cosineAxis } from '../../../../../figures/angles/cosineAxis';
import type { Axis } from '../../../../../figures/axes/scale';
import { linearAxis } from '../../../../../figures/axes/valueAxis';
import { columnsFrom, type XY } from '../../../../../figures/lines/line';
import type { LineSpec } from '../../../../../figures/lines/spec';
import { partStyle } from '../../../../../figures/theme/ruleStyle';
import { meanText, type RuleRecord } from '../../../../../store/run/byRule';
import { xAxisOf } from '../../../charts/xAxes';

export const MEASURE = 'error-memory';

interface TrailLine {
  readonly series: string;
  readonly name: string;
}

export interface TrailFigure {
  readonly title: string;
  readonly lines: readonly TrailLine[];
  readonly text: (value: number) => string;
  readonly axis: (values: readonly number[]) => Axis;
}

export const sizeTrail: TrailFigure = {
  title: 'Sizes, epoch by epoch',
  lines: [
    { series: 'size', name: 'Filed' },
    { series: 'difference', name: 'Difference' },
  ],
  text: threeDigits,
  axis: (values) => linearAxis([0, Math.max(...values, 1e-3)]),
};

export const cosineTrail: TrailFigure = {
  title: 'Filed against now, epoch by epoch',
  lines: [{ series: 'cosine', name: 'Mean cosine' }],
  text: cosineText,
  axis: cosineAxis,
};

/** The measured values by epoch, 0 before training. */
function pointsOf(record: RuleRecord, rule: RuleId, series: string): XY[] {
  return (record.get(rule)?.measures ?? []).flatMap(({ epoch, values }) => {
    const y = values[MEASURE]?.[series]?.[0];
    return y === null || y === undefined ? [] : [{ x: epoch, y }];
  });
}

interface Shown {
  readonly record: RuleRecord;
  readonly rule: RuleId;
  readonly experiment: Experiment;
}

export function trailSpec(figure: TrailFigure, { record, rule, experiment }: Shown): LineSpec {
  const series = record.get(rule);
  const mean = series && meanText(series);
  const all = figure.lines.map((line) => ({ ...line, points: pointsOf(record, rule, line.series) }));
  return {
    title: figure.title,
    x: xAxisOf('epoch', experiment, new Map()),
    y: figure.axis(all.flatMap(({ points }) => points.map(({ y }) => y))),
    lines: all
      .filter(({ points }) => points.length > 0)
      .map(({ series: id, name, points }, i) => ({
        key: `${rule} ${id}`,
        name,
        rule,
        points: columnsFrom(points),
        style: partStyle(rule, i),
        ...(mean === undefined ? {} : { mean }),
      })),
    valueText: figure.text,
    endText: figure.text,
    marks: 'all',
    whole: true,
    labelRoom: 124,
    narrow: true,
  };
}

/** Changes of direction that count as a swing: by more than this share of the larger value. */
const SWING = 0.1;

/** Times that the values turned, each by more than a tenth. */
export function swings(values: readonly number[]): number {
  let [turns, direction, extreme] = [0, 0, values[0] ?? 0];
  for (const value of values) {
    if (direction !== 0 && Math.sign(value - extreme) === direction) {
      extreme = value;
      continue;
    }
    if (Math.abs(value - extreme) <= SWING * Math.max(Math.abs(value), Math.abs(extreme))) continue;
    if (direction !== 0) turns += 1;
    direction = Math.sign(value - extreme);
    extreme = value;
  }
  return turns;
}

/** "F³-Error, after epoch 3: filed 0.421 (highest 1.09 after epoch 2), …" and whether the size swings. @param withCosine whether to include the mean cosine */
export function trailText({ record, rule }: Omit<Shown, 'experiment'>, withCosine: boolean): string {
  const sizes = pointsOf(record, rule, 'size').filter(({ x }) => x > 0);
  const last = sizes.at(-1);
  if (!last) return 'No epoch is measured yet.';
  const cosine = pointsOf(record, rule, 'cosine').at(-1)?.y;
  const turns = swings(sizes.map(({ y }) => y));
  const way =
    turns > 1
      ? ` The size turned ${turns} times by more than a tenth: it swings.`
      : sizes.length > 1 && last.y < (sizes[0]?.y ?? 0)
        ? ` It was ${threeDigits(sizes[0]?.y ?? 0)} after epoch 1.`
        : '';
  const told =
    !withCosine || cosine === undefined ? '' : `, mean cosine to the error now ${cosineText(cosine)}`;
  return `${rules[rule].name}, after epoch ${last.x}: mean size ${threeDigits(last.y)}${told}.${way}`;
}
