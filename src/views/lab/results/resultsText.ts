/** The results as tab-separated text for a spreadsheet: one line per rule's mean, and one per seed. */
import { rules } from '../../../core/rules';
import type { Task } from '../../../data/spec';
import type { Statistics } from '../../../experiment/aggregate';
import type { Decimal } from '../../../store/page/preferences';
import type { Result, RunResult } from '../../../store/run/results';
import { brokeOff } from '../../../store/run/series';

type Cell = string | number | undefined;

const columns = (of: string) => [
  ...['algorithm', 'seed', 'runs', 'state', 'epoch'],
  ...[`last ${of}`, 'sd', `best ${of}`, 'sd'],
  ...['to BP', 'gap closed', 'mean angle', 'sd', 'seconds per epoch, alone'],
];

const spread = (of: Statistics | undefined): Cell[] => [of?.mean, of?.sd];

function meanLine(one: Result): Cell[] {
  const { rule, epoch, last, best, toBp, gapClosed, meanAngle, aloneSeconds, runs = [] } = one;
  const n = runs.filter(({ counts }) => counts).length;
  return [
    ...[rules[rule].name, 'mean', n, '', epoch],
    ...spread(last),
    ...spread(best),
    ...[toBp, gapClosed],
    ...spread(meanAngle),
    aloneSeconds,
  ];
}

const stateOf = (run: RunResult): string =>
  run.waits ? 'not started' : brokeOff(run) ? (run.end as string) : run.counts ? 'in the mean' : 'training';

const seedLine = (rule: Result['rule'], run: RunResult): Cell[] => [
  ...[rules[rule].name, run.seed, 1, stateOf(run), run.epoch],
  ...[run.last, undefined, run.best, undefined, undefined, undefined],
  ...[run.meanAngle, undefined, run.aloneSeconds],
];

/** Full precision; empty cells where there is no number. */
export function resultsText(results: readonly Result[], task: Task, decimal: Decimal): string {
  const text = (cell: Cell): string => {
    if (typeof cell !== 'number') return cell ?? '';
    return decimal === 'comma' ? String(cell).replace('.', ',') : String(cell);
  };
  const lines: readonly Cell[][] = [
    columns(task === 'regression' ? 'loss' : 'accuracy'),
    ...results.flatMap((one) => [meanLine(one), ...(one.runs ?? []).map((run) => seedLine(one.rule, run))]),
  ];
  return lines.map((line) => line.map(text).join('\t')).join('\n');
}
