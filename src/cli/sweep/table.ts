/** `lab table`: the Compare page's table as text, or as a file of another tool. */
import { settingsText } from '../../exports/settingsText';
import { isTableFormat, type TableFormatId, tableFormats } from '../../exports/tables';
import { groupTable } from '../../exports/tables/groups';
import type { Table } from '../../exports/tables/table';
import type { ExperimentRecord, RunRecord } from '../../notebook/records';
import { differing, groupRuns, usualGrouping } from '../../notebook/stats/group';
import { type GroupResult, groupResults, judgedBy } from '../../notebook/stats/reached';
import { parseOnce } from '../arguments';
import { printLine } from '../files/output';
import { UsageError } from '../usage';
import { labVersion } from '../version';
import { notebookAt } from './notebookAt';

const formats = Object.keys(tableFormats).join('|');
const HELP = `Usage: npm run -s lab -- table DIR…|FILE.f3lab.json [--as ${formats}]
Prints what the Compare page shows of a sweep's folders, or of a file that the page or \`lab merge\` wrote: for each algorithm
and combination the mean over seeds ± sample standard deviation.

  --as  text (default): aligned columns; csv: unrounded, with mean, deviation and number of runs in columns of their own;
        markdown; latex: for the package booktabs`;

/** An experiment's table. */
function tableFor(experiment: ExperimentRecord, all: readonly RunRecord[]): Table {
  const { id, name: title, settings, sweep, data } = experiment;
  const runs = all.filter((run) => run.experiment === id);
  const by = usualGrouping(differing(runs));
  const groups = groupRuns(runs, by);
  const results = groupResults(groups, judgedBy(data.task), undefined);
  const shown = groups.map((group) => ({
    ...group,
    name: group.parts.map((part) => part.text).join(' · '),
    result: results.get(group.key) as GroupResult,
  }));
  const caption = `${settingsText(settings, data, sweep)}. Mean ± sample standard deviation over seeds. F³ Lab ${labVersion()}.`;
  return groupTable(shown, { title, caption, task: data.task, by, nameOf: () => title });
}

interface Options {
  readonly paths: readonly string[];
  readonly as: TableFormatId;
}

function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values, positionals } = parseOnce({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, as: { type: 'string' } },
    });
    if (values.help) return undefined;
    if (positionals.length === 0)
      throw new Error('table needs the folders of a sweep, or a file that `lab merge` or the page wrote.');
    const { as = 'text' } = values;
    if (!isTableFormat(as)) throw new Error(`--as: “${as}” is not a format. Choose ${formats}.`);
    return { paths: positionals, as };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

export function tableCommand(args: readonly string[]): void {
  const options = readOptions(args);
  if (options === undefined) {
    printLine(HELP);
    return;
  }
  const { experiments, runs } = notebookAt('table', options.paths);
  const tables = experiments.map((one) => tableFor(one, runs));
  printLine(tableFormats[options.as].write(tables).replace(/\n$/, ''));
}
