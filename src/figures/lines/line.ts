/** Lines of a chart, as a figure passes them to the chart kit. */
import type { RuleId } from '../../core/rules';
import type { RuleStyle } from '../theme/ruleStyle';

export interface XY {
  readonly x: number;
  readonly y: number;
}
/** Points in ascending order of x. */
export interface Columns {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly length: number;
  /** Whether the points never change: what is derived from them is then kept. Those of a run that trains grow in place. */
  readonly fixed?: boolean;
}

/** The points of one run, or of the mean of several. */
export interface Track {
  readonly key: string;
  /** Full name: "DFA, seed 3". */
  readonly name: string;
  readonly points: Columns;
  /** Interim points, to be replaced by the next full point: drawn thin. */
  readonly between?: Columns;
  /** Value at x = 0, measured before training; never smoothed. */
  readonly start?: number;
  /** Maps x of the points to x of the axis; returns undefined if unknown. Absent: identity. */
  readonly place?: (x: number) => number | undefined;
  /** Set if the line has several runs. */
  readonly seed?: number;
  /** Whether there is a gap between two neighbouring points. */
  readonly parted?: (before: XY, after: XY) => boolean;
  /** The x at which it stopped early. */
  readonly stoppedAt?: number;
}

export interface Line extends Track {
  /** The line is highlighted together with this rule. */
  readonly rule: RuleId;
  /** Overrides the rule's style. */
  readonly style?: RuleStyle;
  /** "mean of 4"; undefined if the rule has one run. */
  readonly mean?: string;
  /** The single seeds of a mean. */
  readonly seeds?: readonly Track[];
  /** The range around a mean, such as ± one standard deviation; x as in `points`. */
  readonly band?: { readonly low: Columns; readonly high: Columns };
  /** The x of a point to circle. */
  readonly circled?: number | undefined;
  /** Class of what is highlighted together, instead of the rule's. */
  readonly mark?: string;
  /** All of its runs have stopped: the line ends. */
  readonly stopped?: boolean;
  /** Shown at its end instead of the value, which is older than that of the other lines; the end is then never grouped. */
  readonly apart?: string;
}

/** Class of all that is drawn for a line, to be highlighted together. */
export const ruledClass = ({ rule, mark }: { rule: RuleId; mark?: string | undefined }): string =>
  `ruled ${mark ?? `rule-${rule}`}`;

export const columnsFrom = (points: readonly XY[]): Columns => ({
  x: points.map(({ x }) => x),
  y: points.map(({ y }) => y),
  length: points.length,
});
