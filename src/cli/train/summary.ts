/** The summary of `lab train`: accuracy of each algorithm, or loss for regression. */
import { count, fourDigits, lossSpread, percent, percentSpread } from '../../core/format';
import { type RuleId, rules } from '../../core/rules';
import type { DivergedEvent, SummaryEvent } from '../../core/run/events';
import { datasetInfo } from '../../data/storage/ownDatasets';
import { gapClosed, type Judged, type Statistics, statistics } from '../../experiment/aggregate';
import type { PlannedRun } from '../../experiment/expand';
import { seedsText } from '../../experiment/fields/seeds';

/** How a run ended. */
export interface Outcome {
  readonly run: PlannedRun;
  /** For an interrupted run: the result of its completed epochs; absent before the first. */
  readonly end: SummaryEvent | DivergedEvent | undefined;
  readonly interrupted: boolean;
}

/** A column: its head, the quantity, and the formats of one value and of several. */
interface Column {
  readonly head: string;
  readonly of: (end: SummaryEvent) => number;
  readonly one: (value: number) => string;
  readonly several: (mean: number, sd: number | undefined) => string;
}

const asPercent = {
  one: (value: number) => percent(value, 2),
  several: (mean: number, sd?: number) => percentSpread(mean, sd, 2),
};
const asLoss = { one: fourDigits, several: lossSpread };
const testLoss = (end: SummaryEvent) => end.testLoss;

const columns: Readonly<Record<Judged, readonly Column[]>> = {
  testAccuracy: [
    { head: 'last', of: (end) => end.testAccuracy, ...asPercent },
    { head: 'best', of: (end) => end.bestTestAccuracy, ...asPercent },
    { head: 'test loss', of: testLoss, ...asLoss },
  ],
  testLoss: [
    { head: 'last loss', of: testLoss, ...asLoss },
    { head: 'best loss', of: (end) => end.bestTestLoss, ...asLoss },
  ],
};
const bests: Readonly<Record<Judged, (end: SummaryEvent) => number>> = {
  testAccuracy: (end) => end.bestTestAccuracy,
  testLoss: (end) => end.bestTestLoss,
};

/** From the data set, so that it is known even if no run got far enough. */
const judgedBy = ([first]: readonly PlannedRun[]): Judged =>
  first && datasetInfo(first.spec.dataset)?.task === 'regression' ? 'testLoss' : 'testAccuracy';

const stuckText = ({ stuckSince }: SummaryEvent): string =>
  stuckSince === undefined ? '' : `learnt nothing since epoch ${stuckSince}`;

/** Aligned cells; `beside` follows the last column and does not affect widths. */
export function table(
  rows: readonly { readonly cells: readonly string[]; readonly beside?: string }[],
): string[] {
  const widths = rows[0]?.cells.map((_, i) => Math.max(...rows.map(({ cells }) => cells[i]?.length ?? 0)));
  return rows.map(({ cells, beside = '' }) =>
    [...cells.map((cell, i) => cell.padEnd(widths?.[i] ?? 0)), beside].join('  ').trimEnd(),
  );
}

const notes = [
  'Best is the best epoch on the test set (optimistic, as published).',
  'Seconds alone: an epoch’s training without evaluation, from the fastest tenth of its steps.',
];

/** For one seed: one line per algorithm. */
function ofRules(outcomes: readonly Outcome[], by: Judged): string[] {
  const row = (cells: readonly string[]) => cells.map((cell) => cell.padEnd(9)).join(' ');
  const lines = outcomes.flatMap(({ run, end }) => {
    const name = rules[run.spec.rule].name.padEnd(10);
    if (end === undefined) return [];
    if (end.type === 'diverged') return [`${name}  stopped at step ${count(end.step)}`];
    const cells = columns[by].map(({ of, one }) => one(of(end)));
    return [`${name}  ${row(cells)}  ${stuckText(end)}`.trimEnd()];
  });
  return [`${'Algorithm'.padEnd(10)}  ${row(columns[by].map(({ head }) => head))}`.trimEnd(), ...lines];
}

const finished = ({ end, interrupted }: Outcome): readonly SummaryEvent[] =>
  end?.type === 'summary' && !interrupted ? [end] : [];

const epochsOf = (end: Outcome['end']): number => (end?.type === 'summary' ? end.epoch : 0);

/** One line per run, grouped by algorithm. */
function singleRuns(outcomes: readonly Outcome[], chosen: readonly RuleId[], by: Judged): string[] {
  const rows = chosen.flatMap((rule) =>
    outcomes
      .filter(({ run }) => run.spec.rule === rule)
      .map(({ run, end, interrupted }) => {
        const values = columns[by].map(({ of, one }) => (end?.type === 'summary' ? one(of(end)) : '–'));
        const stopped = end?.type === 'diverged' ? `stopped at step ${count(end.step)}` : '';
        const broken = interrupted ? `interrupted in epoch ${count(epochsOf(end) + 1)}` : '';
        const stuck = end?.type === 'summary' ? stuckText(end) : '';
        return {
          cells: [rules[rule].name, String(run.spec.seed), ...values],
          beside: stopped || broken || stuck,
        };
      }),
  );
  return table([{ cells: ['Algorithm', 'Seed', ...columns[by].map(({ head }) => head)] }, ...rows]);
}

/** "1 of 5 stopped (seed 3)": runs that a rule's mean excludes, or that qualify it. */
function missing(own: readonly Outcome[], planned: readonly number[]): string {
  const part = (seeds: readonly number[], what: string): string[] =>
    seeds.length === 0 ? [] : [`${seeds.length} of ${planned.length} ${what} (${seedsText(seeds)})`];
  const seedsOf = (some: readonly Outcome[]) => some.map(({ run }) => run.spec.seed);
  const started = seedsOf(own);
  return [
    ...part(seedsOf(own.filter(({ end }) => end?.type === 'diverged')), 'stopped'),
    ...part(seedsOf(own.filter(({ interrupted }) => interrupted)), 'interrupted'),
    ...part(
      planned.filter((seed) => !started.includes(seed)),
      'not started',
    ),
    ...part(
      seedsOf(own.filter((one) => finished(one).some(({ stuckSince }) => stuckSince !== undefined))),
      'learnt nothing',
    ),
  ].join('; ');
}

/** Per algorithm, over the runs that finished. */
function means(outcomes: readonly Outcome[], planned: readonly PlannedRun[], by: Judged): string[] {
  const chosen = [...new Set(planned.map(({ spec }) => spec.rule))];
  const ownOf = (rule: RuleId) => outcomes.filter(({ run }) => run.spec.rule === rule);
  const over = (rule: RuleId, of: Column['of']): Statistics | undefined =>
    statistics(ownOf(rule).flatMap(finished).map(of));
  const hasGap = chosen.includes('bp') && chosen.includes('drtp');
  const gapText = (rule: RuleId): string => {
    const [own, bp, drtp] = [rule, 'bp' as const, 'drtp' as const].map((one) => over(one, bests[by]));
    const gap = gapClosed(by, own, bp, drtp);
    return gap === undefined ? '–' : percent(gap, 0);
  };
  const rows = chosen.map((rule) => {
    const own = ownOf(rule);
    const cells = columns[by].map(({ of, several }) => {
      const found = over(rule, of);
      return found ? several(found.mean, found.sd) : '–';
    });
    const seeds = planned.flatMap(({ spec }) => (spec.rule === rule ? [spec.seed] : []));
    return {
      cells: [
        rules[rule].name,
        String(own.flatMap(finished).length),
        ...cells,
        ...(hasGap ? [gapText(rule)] : []),
      ],
      beside: missing(own, seeds),
    };
  });
  const heads = columns[by].map(({ head }) => head);
  return [
    ...table([{ cells: ['Algorithm', 'n', ...heads, ...(hasGap ? ['gap closed'] : [])] }, ...rows]),
    'Mean ± sample standard deviation over the n runs that finished.',
    ...(hasGap
      ? [
          'Gap closed: (algorithm − DRTP)/(BP − DRTP) of mean best values; – where BP does not beat DRTP by two standard deviations.',
        ]
      : []),
  ];
}

/**
 * @param outcomes of the runs that started
 * @param planned all runs of the command
 */
export function summaryLines(outcomes: readonly Outcome[], planned: readonly PlannedRun[]): string[] {
  const by = judgedBy(planned);
  const seeds = new Set(planned.map(({ spec }) => spec.seed));
  if (seeds.size === 1) return [...ofRules(outcomes, by), ...notes];
  const chosen = [...new Set(planned.map(({ spec }) => spec.rule))];
  return [...singleRuns(outcomes, chosen, by), '', ...means(outcomes, planned, by), ...notes];
}
