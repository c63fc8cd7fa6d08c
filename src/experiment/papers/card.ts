/** A card: what a paper reports, and which runs say whether it is so here. */
import type { RuleId } from '../../core/rules';
import type { Experiment } from '../../core/run/spec';
import type { Judged } from '../aggregate';
import type { Paper, Published } from './paper';
import type { SourceId } from './sources';

/** Runs of a source's experiment with one rule, over their seeds. */
export interface RunsOf {
  readonly source: SourceId;
  readonly rule: RuleId;
  /** Values of what its sweep varies; otherwise its first ones. */
  readonly with?: Partial<Experiment>;
}

/** `error`: 1 − accuracy. `gap`: (rule − DRTP)/(BP − DRTP) of the means. */
export type Unit = 'accuracy' | 'error' | 'loss' | 'gap';

export interface Row {
  /** Unique in its card. */
  readonly id: string;
  readonly name: string;
  /** Rows of one group follow each other: "10 layers". */
  readonly group?: string;
  readonly unit: Unit;
  readonly published?: Published;
  readonly runs: RunsOf;
  /** For gaps: what decides, and the two ends. */
  readonly gap?: { readonly by: Judged; readonly bp: RunsOf; readonly drtp: RunsOf };
  /** The value after so many epochs, not the best one. */
  readonly after?: number;
}

/** A row's value over seeds. */
export interface Measured {
  readonly n: number;
  readonly mean: number;
  readonly sd?: number;
  /** Epochs that its runs have done, of those published. */
  readonly epochs: number;
  readonly of: number;
}

export const verdicts = ['agrees', 'does not agree', 'not decided'] as const;
export type Verdict = (typeof verdicts)[number];

/** A row's value; undefined where nothing is measured. */
export type Values = (row: string) => Measured | undefined;

export interface Claim {
  /** What the paper says, in our words. */
  readonly text: string;
  /** By which rule it is decided. */
  readonly how: string;
  readonly decide: (values: Values) => Verdict;
}

export interface Card {
  /** Unique; its address is `#reproduce/<id>`. */
  readonly id: string;
  readonly title: string;
  readonly paper: Paper;
  /** "table 5" */
  readonly where: string;
  /** What is measured here, and how it differs from what was published. */
  readonly about: string;
  readonly rows: readonly Row[];
  readonly claims?: readonly Claim[];
}

/** The rows' sources, each once. */
export const sourcesOf = ({ rows }: Pick<Card, 'rows'>): readonly SourceId[] => [
  ...new Set(
    rows.flatMap(({ runs, gap }) => [runs, ...(gap ? [gap.bp, gap.drtp] : [])]).map(({ source }) => source),
  ),
];

/** The rules that the rows take from a source, in the order of the rows. */
export const rulesFrom = ({ rows }: Pick<Card, 'rows'>, source: SourceId): readonly RuleId[] => [
  ...new Set(
    rows
      .flatMap(({ runs, gap }) => [runs, ...(gap ? [gap.bp, gap.drtp] : [])])
      .filter((runs) => runs.source === source)
      .map(({ rule }) => rule),
  ),
];
