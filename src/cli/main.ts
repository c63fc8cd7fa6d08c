/** `npm run -s lab -- COMMAND`: the lab without a page. */
import { exportCommand } from './export/export';
import { outputProblem, printJson, printLine, watchOutput } from './files/output';
import { lists, listText } from './lists';
import { plain } from './plain';
import { studyCommand } from './studies/study';
import { studiesText } from './studies/studyText';
import { experimentCommand } from './sweep/experiment';
import { mergeCommand } from './sweep/merge';
import { sweepCommand } from './sweep/sweep';
import { tableCommand } from './sweep/table';
import { trainCommand } from './train/train';
import { UsageError } from './usage';

/** With options of their own. */
const commands: Readonly<Record<string, (args: readonly string[]) => void | Promise<void>>> = {
  train: trainCommand,
  experiment: experimentCommand,
  sweep: sweepCommand,
  merge: mergeCommand,
  table: tableCommand,
  // What it draws with takes a tenth of a command's start.
  plot: async (args) => (await import('./plot/plot')).plotCommand(args),
  export: exportCommand,
  study: studyCommand,
};
const names = [...Object.keys(commands), ...Object.keys(lists), 'studies'];
const listLines = Object.entries(lists)
  .map(([name, { summary }]) => `  npm run -s lab -- ${name.padEnd(16)} ${summary}`)
  .join('\n');

const HELP = `F³ Lab: training neural networks without backpropagation.

  npm run -s lab -- train [options]  train and print learning curves; train --help lists the options
  npm run -s lab -- experiment       print an experiment file, with lists of values: a sweep
  npm run -s lab -- sweep FILE       train its runs into a folder, over several machines if wanted
  npm run -s lab -- merge DIR…       one file of the results, which the page opens
  npm run -s lab -- table DIR…       means over seeds
  npm run -s lab -- plot DIR…        a figure as SVG: curves with means over seeds, or results of a sweep
  npm run -s lab -- export FILE      a trained network for NumPy, Python and others; each of these has --help
${listLines}
  npm run -s lab -- studies          the recorded studies
  npm run -s lab -- study NAME       prints one, or records it again; study --help lists the options
  npm run -s replay -- FILE...       replay reference trajectories
  npm run data -- NAME|all           download a data set, checked`;

const wantsHelp = (word: string | undefined): boolean =>
  word === undefined || word === '--help' || word === '-h' || word === 'help';

async function main([command, ...rest]: readonly string[]): Promise<void> {
  if (command !== undefined && Object.hasOwn(commands, command)) return commands[command]?.(rest);
  if (wantsHelp(command)) return printLine(HELP);
  const isKnown = command === 'studies' || (command !== undefined && Object.hasOwn(lists, command));
  if (!isKnown) throw new UsageError(`“${command}” is not a command. The commands are: ${names.join(', ')}.`);
  if (rest.length > 0 && !rest.every(wantsHelp))
    throw new UsageError(`${command} takes no options: remove “${rest[0]}”.`);
  printLine(command === 'studies' ? await studiesText() : listText(lists[command as keyof typeof lists]));
}

/** Reports a failure as text and, with `--json`, as a last event. */
function fail(error: unknown): void {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  const full = outputProblem(error);
  if (full !== undefined) {
    console.error(plain(full));
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  console.error(plain(message));
  if (error instanceof UsageError) {
    const command = process.argv[2] ?? '';
    const about = Object.hasOwn(commands, command) ? `${command} --help` : '--help';
    console.error(`\`npm run -s lab -- ${about}\` lists what there is.`);
  }
  if (process.argv.includes('--json')) printJson({ type: 'failed', message });
}

watchOutput();
main(process.argv.slice(2)).catch(fail);
