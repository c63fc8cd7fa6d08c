/** Makes the lines of the angle chart from the measurements. */
import { coefficient, cosineText, degrees } from '../../core/format';
import { type AngleKind, type AngleUnit, cosineOf } from '../../core/measures/unit';
import { type RuleId, rules } from '../../core/rules';
import { needsWeightTransport, type Rule } from '../../core/rules/rule';
import type { MeasuresEvent } from '../../core/run/events';
import { statistics } from '../../experiment/aggregate';
import { countedText } from '../../notebook/stats/texts';
import type { Axis } from '../axes/scale';
import { meansText } from './meansText';

interface MeasuredRun {
  readonly id: string;
  readonly seed: number;
  readonly measures: readonly MeasuresEvent[];
}

/** What the runs of a rule measured. */
export interface MeasuredRule {
  /** Of its only run. */
  readonly measures: readonly MeasuresEvent[];
  /** Present when the rule has more than one run. */
  readonly several?: {
    readonly runs: readonly MeasuredRun[];
    /** The runs that the mean covers. */
    readonly counted: readonly MeasuredRun[];
  };
}

/** Title of the figure. */
export const ANGLES = 'Angle to backprop';

export interface Angle {
  /** In epochs. */
  readonly x: number;
  /** In degrees, or their cosine. */
  readonly y: number;
}
export interface AngleLine {
  readonly key: string;
  readonly name: string;
  /** The rule whose colour it has. */
  readonly rule: RuleId;
  /** Whether it is the second line of its rule, which has its own dash and marker. */
  readonly other: boolean;
  readonly points: readonly Angle[];
  /** Measured epochs without an angle, because a gradient is 0 or NaN. */
  readonly without: readonly number[];
  /** "mean of 4"; undefined if its rule has one run. */
  readonly mean?: string;
  /** All seeds of the rule, including those not in the mean. */
  readonly seeds: readonly SeedAngles[];
}
export interface SeedAngles extends Pick<AngleLine, 'key' | 'name' | 'points' | 'without'> {
  readonly seed: number;
}

/** Whether a rule has an angle: not if its hidden layers get no signal or backpropagation's own. */
const hasAngle = (rule: Rule, kind: AngleKind): boolean =>
  rule.path !== 'none' && !needsWeightTransport(rule) && !(kind === 'delta-angle' && rule.path === 'input');

function measured(
  events: readonly MeasuresEvent[] | undefined,
  kind: AngleKind,
  series: string,
  layer: number,
  unit: AngleUnit,
): Pick<AngleLine, 'points' | 'without'> {
  const read = (angle: number) => (unit === 'cosine' ? cosineOf(angle) : angle);
  const all = (events ?? []).flatMap(({ epoch, values }) => {
    const y = values[kind]?.[series]?.[layer - 1];
    return y === undefined ? [] : [{ x: epoch, y: y === null ? Number.NaN : read(y) }];
  });
  return {
    points: all.filter(({ y }) => Number.isFinite(y)),
    without: all.filter(({ y }) => !Number.isFinite(y)).map(({ x }) => x),
  };
}

/** Whether the last measurement has no angle. */
export const endsWithout = ({ points, without }: AngleLine): boolean =>
  (without.at(-1) ?? -1) > (points.at(-1)?.x ?? -1);

/** The rules compared at the same weights, by series of the measure. */
const atSameWeights = [
  { series: 'dfa', name: 'DFA', rule: 'dfa', other: false },
  { series: 'f3', name: 'F³ raw', rule: 'f3-error', other: false },
  { series: 'f3-one-hot', name: 'F³ one-hot', rule: 'f3-error', other: true },
  { series: 'drtp', name: 'DRTP', rule: 'drtp', other: false },
] as const;

/** Means per epoch over the runs that have an angle, up to the last epoch measured in all runs. */
function meanOf(
  runs: readonly Pick<AngleLine, 'points' | 'without'>[],
): Pick<AngleLine, 'points' | 'without'> {
  if (runs.length === 0) return { points: [], without: [] };
  const reached = runs.map(({ points, without }) => Math.max(points.at(-1)?.x ?? -1, without.at(-1) ?? -1));
  const epochs = Array.from({ length: Math.min(...reached) + 1 }, (_, epoch) => epoch);
  const all = epochs.map((x) => {
    const values = runs.flatMap(({ points }) => points.find((point) => point.x === x)?.y ?? []);
    return { x, mean: statistics(values)?.mean };
  });
  return {
    points: all.flatMap(({ x, mean }) => (mean === undefined ? [] : [{ x, y: mean }])),
    without: all.flatMap(({ x, mean }) => (mean === undefined ? [x] : [])),
  };
}

/** A rule's angles, and those of its seeds if it has several. */
function ofSeries(
  series: MeasuredRule | undefined,
  name: string,
  pick: (events: readonly MeasuresEvent[] | undefined) => Pick<AngleLine, 'points' | 'without'>,
): Pick<AngleLine, 'points' | 'without' | 'mean' | 'seeds'> {
  const mean = countedText(series?.several?.counted ?? []);
  // The mean of cosines is not the cosine of a mean.
  const counted = series?.several?.counted;
  const own = counted ? meanOf(counted.map(({ measures }) => pick(measures))) : pick(series?.measures);
  const seeds = (series?.several?.runs ?? []).map(({ id, seed, measures }) => ({
    key: `${id} ${name}`,
    seed,
    name: `${name}, seed ${seed}`,
    ...pick(measures),
  }));
  return { ...own, ...(mean === undefined ? {} : { mean }), seeds };
}

/**
 * @param rule the rule whose network is inspected, if several are compared at the same weights
 * @param layer hidden layer, from 1
 */
export function angleLines(
  record: ReadonlyMap<RuleId, MeasuredRule>,
  kind: AngleKind,
  rule: RuleId,
  layer: number,
  unit: AngleUnit = 'degrees',
): AngleLine[] {
  if (kind === 'counterfactual') {
    return atSameWeights.map(({ series, ...line }) => ({
      ...line,
      key: series,
      ...ofSeries(record.get(rule), line.name, (events) => measured(events, kind, series, layer, unit)),
    }));
  }
  return [...record]
    .filter(([id]) => hasAngle(rules[id], kind))
    .map(([id, series]) => ({
      key: id,
      name: rules[id].name,
      rule: id,
      other: false,
      ...ofSeries(series, rules[id].name, (events) => measured(events, kind, 'angle', layer, unit)),
    }));
}

/** 108° while no angle exceeds 100°, else 180°. */
export function angleTop(lines: readonly AngleLine[]): 108 | 180 {
  return lines.some((line) => [line, ...line.seeds].some(({ points }) => points.some(({ y }) => y > 100)))
    ? 180
    : 108;
}

export function angleAxis(top: 108 | 180): Axis {
  const step = top === 108 ? 30 : 45;
  const ticks = Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => i * step);
  return { domain: [0, top], ticks: ticks.map((at) => ({ at, label: `${at}°` })), carry: (v) => v };
}

/** Text of an angle by unit: in full, and `briefText` at the line ends. */
export const angleText: Readonly<Record<AngleUnit, (y: number) => string>> = {
  degrees,
  cosine: cosineText,
};
export const briefText: Readonly<Record<AngleUnit, (y: number) => string>> = {
  degrees: (y) => `${Math.round(y)}°`,
  cosine: (y) => coefficient(y),
};

/** "After epoch 3, hidden layer 1: DFA 33.2°, DRTP 75.0°." */
export function angleSummary(
  lines: readonly AngleLine[],
  layer: number,
  unit: AngleUnit = 'degrees',
): string {
  const last = lines.flatMap(({ name, points }) => {
    const point = points.at(-1);
    return point ? [{ name, ...point }] : [];
  });
  if (last.length === 0) return 'Nothing is measured yet.';
  const epoch = Math.max(...last.map(({ x }) => x));
  const when = epoch === 0 ? 'Before training' : `After epoch ${epoch}`;
  const sign = unit === 'cosine' ? -1 : 1;
  const sorted = last.toSorted((a, b) => sign * (a.y - b.y));
  const said = sorted.map(
    ({ name, x, y }) => `${name}${x < epoch ? ` (epoch ${x})` : ''} ${angleText[unit](y)}`,
  );
  return `${when}, hidden layer ${layer}: ${said.join(', ')}.`;
}

/** Explains the dash at a line's end; empty if no line has one. */
export function withoutText(lines: readonly AngleLine[]): string {
  const names = lines.filter(endsWithout).map(({ name, without }) => `${name} at epoch ${without.at(-1)}`);
  return names.length > 0 ? `–: no angle, a gradient is 0 or not a number (${names.join(', ')}).` : '';
}

/** Explains whose network is measured, which rules have no line, and what a dash means. */
export function aboutAngles(
  lines: readonly AngleLine[],
  kind: AngleKind,
  rule: RuleId,
  ruleIds: readonly RuleId[],
): string {
  const whose =
    kind === 'counterfactual' ? `In the network that ${rules[rule].name} trains.` : leftOut(ruleIds, kind);
  return [whose, withoutText(lines), meansText(lines)].filter(Boolean).join(' ');
}

/** Explains which rules have no line. */
export function leftOut(ruleIds: readonly RuleId[], kind: AngleKind): string {
  const bp = ruleIds.filter((id) => needsWeightTransport(rules[id])).map((id) => rules[id].name);
  const none = ruleIds.filter((id) => rules[id].path === 'none').map((id) => rules[id].name);
  const noDelta = ruleIds.filter((id) => kind === 'delta-angle' && rules[id].path === 'input');
  return [
    noDelta.length > 0
      ? `${noDelta.map((id) => rules[id].name).join(', ')} feeds no delta, so there is no angle per sample.`
      : '',
    bp.length > 0 ? `${bp.join(', ')} is left out: 0° by definition.` : '',
    none.length > 0 ? `${none.join(', ')} has none: its hidden layers do not learn.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
