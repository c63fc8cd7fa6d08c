/** `lab table`: the Compare page's table as text. */
import { readFileSync } from 'node:fs';
import { degrees, percent, seconds } from '../../core/format';
import type { Statistics } from '../../experiment/aggregate';
import { readNotebookFile } from '../../notebook/file';
import type { ExperimentRecord, RunRecord } from '../../notebook/records';
import { differing, type Group, groupRuns, usualGrouping } from '../../notebook/stats/group';
import { type GroupResult, groupResults, judgedBy } from '../../notebook/stats/reached';
import { NONE, tableTexts } from '../../notebook/stats/texts';
import { parseOnce } from '../arguments';
import { printLine } from '../files/output';
import { isFolder, otherKind } from '../files/regularFile';
import { plain } from '../plain';
import { UsageError } from '../usage';
import { collect, notebookOf, notesOn } from './collect';

const HELP = `Usage: npm run -s lab -- table DIR…|FILE.f3lab.json
Prints what the Compare page shows of a sweep's folders, or of a file that the page or \`lab merge\` wrote: for each algorithm
and combination the mean over seeds ± sample standard deviation.`;

type Column = readonly [title: string, of: (result: GroupResult, group: Group) => string];

/** A mean, and after it the deviation over seeds, without the unit. */
const spreadText = (
  value: Statistics | undefined,
  write: (mean: number) => string,
  spread: (sd: number) => string,
): string => (value ? write(value.mean) + (value.sd === undefined ? '' : ` ± ${spread(value.sd)}`) : NONE);

function gapText({ gap }: GroupResult, { rule }: Group): string {
  if (gap === undefined) return NONE;
  if (rule === 'bp') return 'reference';
  return gap < 0 ? 'below DRTP' : percent(gap, 0);
}

function columnsFor({ data: { task } }: ExperimentRecord): readonly Column[] {
  const { title, value, spread } = tableTexts[task];
  const loss = tableTexts.regression;
  const all: Column[] = [
    ['Runs done', ({ n }, { runs }) => `${n} of ${runs.length}`],
    [title, ({ last }) => spreadText(last, value, spread)],
    [`Best ${title.toLowerCase()}`, ({ best }) => spreadText(best, value, spread)],
    ['Gap closed', gapText],
    ['Test loss', ({ testLoss }) => spreadText(testLoss, loss.value, loss.spread)],
    ['Angle to BP', ({ meanAngle }) => spreadText(meanAngle, degrees, degrees)],
    ['Per epoch', ({ epochSeconds }) => (epochSeconds ? seconds(epochSeconds.mean) : NONE)],
  ];
  return task === 'regression' ? all.filter(([name]) => name !== 'Test loss') : all;
}

/** Columns aligned, the first to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** The lines of an experiment's table. */
function tableLines(experiment: ExperimentRecord, all: readonly RunRecord[]): readonly string[] {
  const runs = all.filter((run) => run.experiment === experiment.id);
  const groups = groupRuns(runs, usualGrouping(differing(runs)));
  const results = groupResults(groups, judgedBy(experiment.data.task), undefined);
  const columns = columnsFor(experiment);
  const rows = groups.map((group) => [
    group.parts.map((part) => part.text).join(' · '),
    ...columns.map(([, of]) => of(results.get(group.key) as GroupResult, group)),
  ]);
  return [experiment.name, ...aligned([['', ...columns.map(([title]) => title)], ...rows])];
}

function readOptions(args: readonly string[]): readonly string[] | undefined {
  try {
    const { values, positionals } = parseOnce({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return undefined;
    if (positionals.length === 0)
      throw new Error('table needs the folders of a sweep, or a file that `lab merge` or the page wrote.');
    return positionals;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function fileAt(path: string) {
  const kind = otherKind(path);
  if (kind !== undefined)
    throw new UsageError(`“${path}” is ${kind}. Name a folder of a sweep, or a notebook file.`);
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`“${path}” cannot be read (${why}). Name a folder of a sweep, or a notebook file.`);
  }
  const read = readNotebookFile(content);
  if (!read.ok) throw new UsageError(`“${path}” is not a notebook file. ${read.problem}`);
  for (const problem of read.problems) console.error(plain(problem));
  return read.file;
}

export function tableCommand(args: readonly string[]): void {
  const paths = readOptions(args);
  if (paths === undefined) {
    printLine(HELP);
    return;
  }
  const [first = '', ...others] = paths;
  if (isFolder(first)) {
    const collected = collect(paths);
    for (const line of notesOn(collected)) console.error(plain(line));
    const { experiments, runs } = notebookOf(collected);
    printLine(experiments.flatMap((one) => tableLines(one, runs)).join('\n'));
    return;
  }
  if (others.length > 0) throw new UsageError(`table takes one file: remove “${others[0]}”.`);
  const { experiments, runs } = fileAt(first);
  printLine(experiments.map((one) => tableLines(one, runs).join('\n')).join('\n\n'));
}
