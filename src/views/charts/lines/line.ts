/** Lines of a chart, as a figure hands them to the kit. */
import type { RuleId } from '../../../core/rules';
import type { RuleStyle } from '../../theme/ruleStyle';

export interface XY {
  readonly x: number;
  readonly y: number;
}
/** Points in the order of x. */
export interface Columns {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly length: number;
}

/** The points of one run, or of the mean of several. */
export interface Track {
  readonly key: string;
  /** In full: "DFA, seed 3". */
  readonly name: string;
  readonly points: Columns;
  /** Points that one of `points` will replace: drawn thin. */
  readonly between?: Columns;
  /** What was measured at x = 0, before training; never averaged. */
  readonly start?: number;
  /** From the x of the points to that of the axis; undefined where it is not known. Absent: they are the same. */
  readonly place?: (x: number) => number | undefined;
  /** Where it is one of several runs of its line. */
  readonly seed?: number;
  /** Whether nothing is drawn between two neighbouring points. */
  readonly parted?: (before: XY, after: XY) => boolean;
  /** It broke off at this x. */
  readonly stoppedAt?: number;
}

export interface Line extends Track {
  /** Whose line it is: it is lit with its rule. */
  readonly rule: RuleId;
  /** Where it differs from the rule's. */
  readonly style?: RuleStyle;
  /** What it is the mean of, "mean of 4"; undefined where the rule has one run. */
  readonly mean?: string;
  /** The single seeds behind a mean. */
  readonly seeds?: readonly Track[];
  /** All of it has stopped: the line goes no further. */
  readonly stopped?: boolean;
  /** Stands at its end in place of the value, which is older than the others': it shares no name with them. */
  readonly apart?: string;
}

/** Points as columns. */
export const columnsFrom = (points: readonly XY[]): Columns => ({
  x: points.map(({ x }) => x),
  y: points.map(({ y }) => y),
  length: points.length,
});
