/** `npm run -s lab -- COMMAND`: the lab without a page. */
import { trainCommand } from './train';
import { TRAIN_HELP } from './trainOptions';
import { UsageError } from './usage';

const HELP = `F³ Lab: training neural networks without backpropagation.

  npm run -s lab -- train [options]   train and print learning curves; train --help lists the options
  npm run -s replay -- FILE...        replay reference trajectories
  npm run data -- mnist               download a data set, checked

${TRAIN_HELP}`;

async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  if (command === 'train') return trainCommand(rest);
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    console.log(HELP);
    return;
  }
  throw new UsageError(`“${command}” is not a command. The commands are: train.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof UsageError) console.error('`npm run -s lab -- train --help` lists what there is.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
