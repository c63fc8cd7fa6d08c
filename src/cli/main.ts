/** `npm run -s lab -- COMMAND`: the lab without a page. */
import { lists, listText } from './lists';
import { trainCommand } from './train';
import { UsageError } from './usage';

const names = ['train', ...Object.keys(lists)];
const listLines = Object.entries(lists)
  .map(([name, { summary }]) => `  npm run -s lab -- ${name.padEnd(16)} ${summary}`)
  .join('\n');

const HELP = `F³ Lab: training neural networks without backpropagation.

  npm run -s lab -- train [options]  train and print learning curves; train --help lists the options
${listLines}
  npm run -s replay -- FILE...       replay reference trajectories
  npm run data -- NAME|all           download a data set, checked`;

const wantsHelp = (word: string | undefined): boolean =>
  word === undefined || word === '--help' || word === '-h' || word === 'help';

async function main([command, ...rest]: readonly string[]): Promise<void> {
  if (command === 'train') return trainCommand(rest);
  if (wantsHelp(command)) return console.log(HELP);
  if (command === undefined || !Object.hasOwn(lists, command))
    throw new UsageError(`“${command}” is not a command. The commands are: ${names.join(', ')}.`);
  if (rest.length > 0 && !rest.every(wantsHelp))
    throw new UsageError(`${command}: “${rest[0]}” is too much; it takes no options.`);
  console.log(listText(lists[command as keyof typeof lists]));
}

// Whoever reads may stop reading: `lab train --json | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof UsageError) {
    const about = process.argv[2] === 'train' ? 'train --help' : '--help';
    console.error(`\`npm run -s lab -- ${about}\` lists what there is.`);
  }
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
