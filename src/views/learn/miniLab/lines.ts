/** The lines of a mini-lab's chart: one per arm and rule. */
import { degrees, percent, percentNumber, twoDigits } from '../../../core/format';
import { type RuleId, rules } from '../../../core/rules';
import type { MeasuredPlace } from '../../../experiment/results/curves';
import { angleAxis } from '../../../figures/angles/angles';
import { type Axis, accuracyAxis, accuracyRange } from '../../../figures/axes/scale';
import { textWidth } from '../../../figures/axes/textWidth';
import { linearTicks } from '../../../figures/axes/ticks';
import { epochAxis } from '../../../figures/axes/xAxis';
import { type Columns, columnsFrom, type Line } from '../../../figures/lines/line';
import type { Expected, LineSpec } from '../../../figures/lines/spec';
import { partStyle, ruleStyle } from '../../../figures/theme/ruleStyle';
import { meanText, type RuleRecord, type RuleSeries } from '../../../store/run/byRule';
import { brokeOff } from '../../../store/run/series';
import type { ChartOf, LessonChart } from '../lesson';

export interface ArmRecord {
  readonly id: string;
  /** Shown if there are several arms. */
  readonly name: string;
  readonly record: RuleRecord;
  readonly epochs: number;
}

/** Name of a line: the rule if there is one arm, the arm if it trains one rule, else both. */
function nameOf(rule: RuleId, arm: ArmRecord, arms: readonly ArmRecord[], drawn: number): string {
  const { name } = rules[rule];
  if (arms.length === 1) return name;
  return drawn === 1 ? arm.name : `${name}, ${arm.name}`;
}

/** A measure epoch by epoch, from before training. */
function measuredPoints(series: RuleSeries, { measure, series: name, place }: MeasuredPlace): Columns {
  return columnsFrom(
    series.measures.flatMap(({ epoch, values }) => {
      const y = values[measure]?.[name]?.[place];
      return y === null || y === undefined ? [] : [{ x: epoch, y }];
    }),
  );
}

const meanLosses = ({ epochs }: RuleSeries): Columns =>
  columnsFrom(epochs.map(({ epoch, trainingLoss }) => ({ x: epoch, y: trainingLoss })));

const placeOf = (of: ChartOf): MeasuredPlace | undefined => {
  if (of.kind === 'measure') return of.what;
  return of.kind === 'angle'
    ? { measure: 'gradient-angle', series: 'angle', place: of.layer - 1 }
    : undefined;
};

function tracksOf(series: RuleSeries, of: ChartOf): Pick<Line, 'points' | 'between' | 'start'> {
  if (of.kind === 'training-loss') return { points: meanLosses(series) };
  const place = placeOf(of);
  return place ? { points: measuredPoints(series, place) } : series.curves.testAccuracy;
}

/** Lines of the same rule share its colour, and each has a dash of its own. */
export function armLines(arms: readonly ArmRecord[], { of, rules: wanted }: LessonChart): Line[] {
  const seen = new Map<RuleId, number>();
  return arms.flatMap((arm) => {
    const shown = [...arm.record].filter(([rule]) => wanted === undefined || wanted.includes(rule));
    return shown.map(([rule, series]): Line => {
      const before = seen.get(rule) ?? 0;
      seen.set(rule, before + 1);
      const mean = meanText(series);
      return {
        ...{ key: `${arm.id} ${rule}`, rule, name: nameOf(rule, arm, arms, shown.length) },
        ...tracksOf(series, of),
        stopped: brokeOff({ end: series.end }),
        ...(before > 0 ? { style: partStyle(rule, before) } : { style: ruleStyle(rule) }),
        ...(mean === undefined ? {} : { mean }),
      };
    });
  });
}

const valuesOf = (lines: readonly Line[]): number[] =>
  lines.flatMap(({ points }) => Array.from({ length: points.length }, (_, i) => points.y[i] as number));

function wholeRange([low, high]: readonly [number, number], values: readonly number[]): Axis {
  const domain = [Math.min(low, ...values), Math.max(high, ...values)] as const;
  return { domain, ticks: linearTicks(...domain, 5), carry: (value) => value };
}

type Look = Pick<LineSpec, 'title' | 'y' | 'valueText' | 'endText' | 'better' | 'guide'>;

function lookOf(of: ChartOf, lines: readonly Line[]): Look {
  const values = valuesOf(lines);
  if (of.kind === 'accuracy')
    return {
      title: 'Test accuracy',
      y: accuracyAxis(accuracyRange([of.low ?? 0, 1], values)),
      valueText: (value) => percent(value, 1),
      endText: (value) => percentNumber(value, 1),
      better: 'high',
    };
  if (of.kind === 'angle')
    return {
      title: 'Angle to backprop',
      y: angleAxis(values.some((angle) => angle > 100) ? 180 : 108),
      valueText: degrees,
      endText: (angle) => `${Math.round(angle)}°`,
      guide: { at: 90, text: '90°: no information' },
    };
  if (of.kind === 'training-loss') {
    // Before the first epoch there are no values to span.
    const y = wholeRange([0, values.some((loss) => loss > 0) ? 0 : 1], values);
    return { title: 'Training loss', y, valueText: twoDigits, endText: twoDigits };
  }
  return { title: of.title, y: wholeRange(of.range, values), valueText: of.text, endText: of.text };
}

/** What the last value was guessed to be, before the run. */
export interface Guess {
  readonly range: readonly [number, number];
  readonly whose: 'your' | 'the class’s';
}

interface Drawn {
  readonly arms: readonly ArmRecord[];
  readonly chart: LessonChart;
  readonly narrow: boolean;
  readonly guess?: Guess | undefined;
}

/** The guess, over the last third of the axis. */
const expectedAt = (epochs: number, { range: [low, high], whose }: Guess): Expected => ({
  ...{ from: epochs * (2 / 3), to: epochs, low, high },
  text: `${whose} guess`,
});

/** Room for the longest name with its value, in pixels. */
const labelRoom = (lines: readonly Line[]): number =>
  Math.max(150, ...lines.map(({ name }) => Math.ceil(textWidth(`${name} 00.0`, 12)) + 24));

export function chartSpec({ arms, chart, narrow, guess }: Drawn): LineSpec {
  const lines = armLines(arms, chart);
  const epochs = Math.max(1, ...arms.map((arm) => arm.epochs));
  return {
    ...lookOf(chart.of, lines),
    x: epochAxis(epochs, 1),
    lines,
    ...(guess ? { expected: expectedAt(epochs, guess) } : {}),
    ...(chart.of.kind === 'accuracy' ? {} : { marks: 'all' as const, whole: true }),
    labelRoom: narrow ? 92 : labelRoom(lines),
    narrow,
  };
}

/** "After training: BP 97.1 %, FA 96.2 %." */
export function chartSummary({
  title,
  lines,
  valueText,
}: Pick<LineSpec, 'title' | 'lines' | 'valueText'>): string {
  const said = lines.flatMap(({ name, points }) => {
    const last = points.y[points.length - 1];
    return last === undefined || points.length === 0 ? [] : [`${name} ${valueText(last)}`];
  });
  return said.length === 0 ? 'Nothing has been trained yet.' : `${title}, last: ${said.join(', ')}.`;
}
