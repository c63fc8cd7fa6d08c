/** The Compare page's table: what groups of runs reached, over seeds. */
import { degrees, percent, seconds } from '../../core/format';
import type { Task } from '../../data/spec';
import { type Group, type GroupKey, groupKeyName } from '../../notebook/stats/group';
import type { GroupResult } from '../../notebook/stats/reached';
import { tableTexts } from '../../notebook/stats/texts';
import {
  type Cell,
  type Column,
  keyOf,
  NONE,
  numberCell,
  spreadCell,
  spreadColumn,
  type Table,
} from './table';

interface Shown extends Group {
  readonly name: string;
  readonly result: GroupResult;
}

interface Of extends Pick<Table, 'title' | 'caption' | 'link'> {
  readonly task: Task;
  /** What the runs are grouped by. */
  readonly by: readonly GroupKey[];
  /** Name of an experiment, by its id. */
  readonly nameOf: (experiment: string) => string;
}

/** Within the gap between DRTP and BP. */
function gapCell({ gap }: GroupResult, { rule }: Group): Cell {
  const text =
    gap === undefined ? NONE : rule === 'bp' ? 'reference' : gap < 0 ? 'below DRTP' : percent(gap, 0);
  return { text, values: [gap] };
}

type GroupColumn = readonly [Column, (result: GroupResult, group: Group) => Cell];

const single = (name: string, key: string): Column => ({ name, keys: [key] });

function columnsFor(task: Task, hasBaseline: boolean): readonly GroupColumn[] {
  const { title, value, spread, toBaseline } = tableTexts[task];
  const of = task === 'regression' ? 'test_loss' : 'test_accuracy';
  const loss = tableTexts.regression;
  const done: GroupColumn = [
    { name: 'Runs done', keys: ['runs_done', 'runs'] },
    ({ n }, { runs }) => ({ text: `${n} of ${runs.length}`, values: [n, runs.length] }),
  ];
  const baseline: GroupColumn = [
    single('To baseline', 'to_baseline'),
    ({ toBaseline: difference }) => numberCell(difference, toBaseline),
  ];
  const testLoss: GroupColumn = [
    spreadColumn('Test loss', 'test_loss'),
    (result) => spreadCell(result.testLoss, loss.value, loss.spread),
  ];
  return [
    done,
    [spreadColumn(title, of), ({ last }) => spreadCell(last, value, spread)],
    [
      spreadColumn(`Best ${title.toLowerCase()}`, `best_${of}`),
      ({ best }) => spreadCell(best, value, spread),
    ],
    ...(hasBaseline ? [baseline] : []),
    [single('Gap closed', 'gap_closed'), gapCell],
    ...(task === 'regression' ? [] : [testLoss]),
    [
      spreadColumn('Angle to BP', 'angle_to_bp_degrees'),
      ({ meanAngle }) => spreadCell(meanAngle, degrees, degrees),
    ],
    [
      spreadColumn('Per epoch', 'seconds_per_epoch'),
      ({ epochSeconds: of }) => ({ text: of ? seconds(of.mean) : NONE, values: [of?.mean, of?.sd, of?.n] }),
    ],
  ];
}

/** Rows in the order of the groups. */
export function groupTable(groups: readonly Shown[], { task, by, nameOf, ...about }: Of): Table {
  const hasBaseline = groups.some(({ result }) => result.toBaseline !== undefined);
  const columns = columnsFor(task, hasBaseline);
  return {
    ...about,
    head: groupKeyName(by[0] ?? 'rule'),
    keys: by.map((key) => keyOf(groupKeyName(key))),
    columns: columns.map(([column]) => column),
    rows: groups.map((group) => ({
      name: group.name,
      parts: group.parts.map(({ key, text }) => (key === 'experiment' ? nameOf(text) : text)),
      cells: columns.map(([, of]) => of(group.result, group)),
    })),
  };
}
