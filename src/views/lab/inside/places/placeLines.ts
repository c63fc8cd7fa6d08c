/** Measures with a number for each layer or class: one line for each, of the algorithm that is shown. */
import { cosineText, percent } from '../../../../core/format';
import type { MeasureId } from '../../../../core/measures';
import { type RuleId, rules } from '../../../../core/rules';
import type { Experiment } from '../../../../core/run/spec';
import { cosineAxis } from '../../../../figures/angles/cosineAxis';
import { type Axis, accuracyAxis, accuracyRange } from '../../../../figures/axes/scale';
import { columnsFrom } from '../../../../figures/lines/line';
import type { Band, LineSpec } from '../../../../figures/lines/spec';
import { partStyle } from '../../../../figures/theme/ruleStyle';
import type { XAxisId } from '../../../../store/page/preferences';
import { meanText, type RuleRecord } from '../../../../store/run/byRule';
import { datasetChoice } from '../../../../store/settings/choices';
import { phaseBands } from '../../charts/phases';
import { placeOn, xAxisOf } from '../../charts/xAxes';
import { alignPhases } from './alignPhases';

export interface PlaceLine {
  /** Layer or class, from 0. */
  readonly place: number;
  readonly name: string;
  /** x in epochs; epochs without a number are left out. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface PlaceFigure {
  readonly measure: MeasureId;
  readonly series: string;
  readonly title: string;
  /** Smallest first in the summary, or largest. */
  readonly first: 'low' | 'high';
  readonly text: (value: number) => string;
  readonly endText: (value: number) => string;
  readonly axis: (values: readonly number[]) => Axis;
  readonly guide?: LineSpec['guide'];
  /** Whether training parts into a phase in which weights align and one in which they memorise. */
  readonly aligns?: boolean;
}

export const classFigure: PlaceFigure = {
  measure: 'class-accuracy',
  series: 'accuracy',
  title: 'Accuracy per class',
  first: 'low',
  text: (value) => percent(value, 1),
  endText: (value) => percent(value, 0),
  axis: (values) => accuracyAxis(accuracyRange([0.8, 1], values)),
};

/** Ends of the axis of forgetting: the smallest that holds all values. */
const FORGETTING_ENDS = [0.1, 0.2, 0.5, 1] as const;

export const forgettingFigure: PlaceFigure = {
  measure: 'forgetting',
  series: 'forgetting',
  title: 'Forgetting per class',
  first: 'high',
  text: (value) => percent(value, 1),
  endText: (value) => percent(value, 0),
  axis: (values) => accuracyAxis([0, FORGETTING_ENDS.find((end) => values.every((one) => one <= end)) ?? 1]),
};

export const alignmentFigure: PlaceFigure = {
  measure: 'layer-alignment',
  series: 'cosine',
  title: 'Weight alignment by layer',
  first: 'high',
  text: cosineText,
  endText: cosineText,
  axis: cosineAxis,
  guide: { at: 0, text: '0: not aligned' },
  aligns: true,
};

/** More lines than this are not told apart. */
export const MOST_LINES = 12;

/** Those that are drawn of many: the lowest at the end, or the highest. */
function someOf(lines: readonly PlaceLine[], first: PlaceFigure['first']): PlaceLine[] {
  if (lines.length <= MOST_LINES) return [...lines];
  const sign = first === 'low' ? 1 : -1;
  const last = ({ points }: PlaceLine) => points.at(-1)?.y ?? 0;
  const kept = lines.toSorted((a, b) => sign * (last(a) - last(b))).slice(0, MOST_LINES);
  return kept.toSorted((a, b) => a.place - b.place);
}

/** @param nameOf a layer or class, from 0 */
export function placeLines(
  record: RuleRecord,
  rule: RuleId,
  { measure, series, first }: PlaceFigure,
  nameOf: (place: number) => string,
): { readonly lines: readonly PlaceLine[]; readonly all: number } {
  const events = record.get(rule)?.measures ?? [];
  const told = events.flatMap(({ epoch, values }) => {
    const list = values[measure]?.[series];
    return list ? [{ epoch, list }] : [];
  });
  const most = Math.max(0, ...told.map(({ list }) => list.length));
  const lines = Array.from(
    { length: most },
    (_, place): PlaceLine => ({
      place,
      name: nameOf(place),
      points: told.flatMap(({ epoch, list }) => {
        const y = list[place];
        return y === null || y === undefined ? [] : [{ x: epoch, y }];
      }),
    }),
  ).filter(({ points }) => points.length > 0);
  return { lines: someOf(lines, first), all: lines.length };
}

interface Shown {
  readonly lines: readonly PlaceLine[];
  readonly rule: RuleId;
  readonly record: RuleRecord;
  readonly experiment: Experiment;
  readonly axis: XAxisId;
}

/** Withheld classes, and else the phases of alignment, where the figure has them. */
function bandsOf(figure: PlaceFigure, { lines, rule, record, experiment, axis }: Shown): Band[] {
  const series = record.get(rule);
  const withheld = phaseBands(axis, experiment, datasetChoice(experiment.dataset), series);
  const phases = figure.aligns ? alignPhases(lines) : undefined;
  if (withheld.length > 0 || !phases) return withheld;
  const place = series && placeOn(axis, experiment, series);
  const [from, turn, to] = [0, phases.turn, phases.last].map((epoch) => place?.(epoch) ?? epoch);
  if (from === undefined || turn === undefined || to === undefined) return [];
  return [
    { from, to: turn, text: 'align' },
    { from: turn, to, text: 'memorise' },
  ];
}

export function placeSpec(figure: PlaceFigure, shown: Shown): LineSpec {
  const { lines, rule, record, experiment, axis } = shown;
  const series = record.get(rule);
  const place = series && placeOn(axis, experiment, series);
  const mean = series && meanText(series);
  const bands = bandsOf(figure, shown);
  return {
    title: figure.title,
    x: xAxisOf(axis, experiment, record),
    y: figure.axis(lines.flatMap(({ points }) => points.map(({ y }) => y))),
    lines: lines.map((line) => ({
      key: `${rule} ${line.place}`,
      name: line.name,
      rule,
      points: columnsFrom(line.points),
      style: partStyle(rule, line.place),
      ...(place ? { place } : {}),
      ...(mean === undefined ? {} : { mean }),
    })),
    valueText: figure.text,
    endText: figure.endText,
    better: figure.first,
    ...(figure.guide ? { guide: figure.guide } : {}),
    ...(bands.length > 0 ? { bands } : {}),
    whole: true,
    labelRoom: 112,
    narrow: true,
  };
}

/** "After epoch 3, DFA: layer 2 0.654 (highest), output 0.231 (highest 0.240 after epoch 2)." */
export function placeSummary(figure: PlaceFigure, rule: RuleId, lines: readonly PlaceLine[]): string {
  const epoch = Math.max(-1, ...lines.map(({ points }) => points.at(-1)?.x ?? -1));
  if (epoch < 0) return 'Nothing is measured yet.';
  const sign = figure.first === 'low' ? 1 : -1;
  const said = lines
    .flatMap(({ name, points }) => {
      const last = points.at(-1);
      const top = points.reduce((best, one) => (one.y > best.y ? one : best), points[0] ?? { x: 0, y: 0 });
      return last ? [{ name, last, top }] : [];
    })
    .toSorted((a, b) => sign * (a.last.y - b.last.y))
    .map(({ name, last, top }) => {
      const peak =
        top.x === last.x
          ? ''
          : ` (highest ${figure.text(top.y)} ${top.x === 0 ? 'before training' : `after epoch ${top.x}`})`;
      return `${name} ${figure.text(last.y)}${peak}`;
    });
  const when = epoch === 0 ? 'Before training' : `After epoch ${epoch}`;
  return `${when}, ${rules[rule].name}: ${said.join(', ')}.`;
}
