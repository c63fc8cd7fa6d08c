/** The results table as other tools read it: rules' means, as the page shows them and unrounded. */
import { degrees, percent, seconds } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { Task } from '../../../../data/spec';
import {
  type Cell,
  type Column,
  NONE,
  numberCell,
  spreadCell,
  spreadColumn,
  type Table,
} from '../../../../exports/tables/table';
import type { Result } from '../../../../store/run/results';
import { taskTexts } from '../taskTexts';

function gapCell({ gapClosed, rule, best }: Result): Cell {
  const isReference = rule === 'bp' && best !== undefined;
  const text = gapClosed === undefined ? NONE : gapClosed < 0 ? 'below DRTP' : percent(gapClosed, 0);
  return { text: isReference ? 'reference' : text, values: [gapClosed] };
}

function runsCell({ runs = [], last }: Result): Cell {
  const n = runs.filter(({ counts }) => counts).length;
  return { text: last ? `${n} of ${runs.length}` : NONE, values: [n, runs.length] };
}

type ResultColumn = readonly [Column, (result: Result) => Cell];

function columnsFor(task: Task, several: boolean): readonly ResultColumn[] {
  const { value, spread, toBp } = taskTexts[task];
  const of = task === 'regression' ? 'test loss' : 'test accuracy';
  const key = of.replace(' ', '_');
  const single = (name: string, only: string): Column => ({ name, keys: [only] });
  const runs: ResultColumn = [{ name: 'Seeds', keys: ['runs_done', 'runs'] }, runsCell];
  return [
    ...(several ? [runs] : []),
    [spreadColumn(`Last ${of}`, key), ({ last }) => spreadCell(last, value, spread)],
    [spreadColumn(`Best ${of}`, `best_${key}`), ({ best }) => spreadCell(best, value, spread)],
    [single('To BP', task === 'regression' ? 'ratio_to_bp' : 'to_bp'), (one) => numberCell(one.toBp, toBp)],
    [single('Gap closed', 'gap_closed'), gapCell],
    [
      spreadColumn('Mean angle', 'angle_to_bp_degrees'),
      ({ meanAngle }) => spreadCell(meanAngle, degrees, degrees),
    ],
    [
      single('Epoch, alone', 'seconds_per_epoch_alone'),
      ({ aloneSeconds }) => numberCell(aloneSeconds, seconds),
    ],
  ];
}

/** @param about title, and what led to the numbers */
export function resultsTable(
  results: readonly Result[],
  task: Task,
  about: Pick<Table, 'title' | 'caption' | 'link'>,
): Table {
  const columns = columnsFor(
    task,
    results.some(({ runs }) => runs),
  );
  return {
    ...about,
    head: 'Algorithm',
    keys: ['algorithm', 'epoch'],
    columns: columns.map(([column]) => column),
    rows: results.map((one) => ({
      name: rules[one.rule].name,
      parts: [rules[one.rule].name, String(one.epoch)],
      cells: columns.map(([, of]) => of(one)),
    })),
  };
}
