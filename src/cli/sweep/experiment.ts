/** `lab experiment`: prints the experiment file of the given options, of which several may be lists. */
import { count } from '../../core/format';
import type { Experiment } from '../../core/run/spec';
import { fieldKeys, fields } from '../../experiment/fields/fields';
import { writeExperimentFile } from '../../experiment/files/file';
import { firstOf, isList, parseList } from '../../experiment/sweep/lists';
import { expandSweep, type SweepAxis, sweepProblem } from '../../experiment/sweep/sweep';
import { printLine } from '../files/output';
import { plain } from '../plain';
import { openOwn } from '../train/train';
import { parseOptions, readTrainOptions, trainNotes, type Values } from '../train/trainOptions';
import { UsageError } from '../usage';

const HELP = `Usage: npm run -s lab -- experiment [options] > EXPERIMENT.json
Prints an experiment file, which \`lab sweep\` trains and the page opens. The options are those of \`lab train\` (train --help),
with lists: values are separated by “/”, and every combination is trained by every algorithm with every seed.

  --learning-rate 0.01/0.001           two rates for all algorithms
  --learning-rate f3-error=1e-4/1e-3   two for one, beside the others' own
  --hidden 500/500x3/500,100           three networks
  --batch-size 50/100 --epochs 1/10    four combinations

Example:
  npm run -s lab -- experiment --rule bp,f3-error --seed 0-4 --learning-rate 1e-3/1e-4 --epochs 5 > rates.json
  npm run -s lab -- sweep rates.json --out rates`;

/** Options of `lab train` that say how it runs and prints, and are not in the file. */
const meaningless = ['json', 'checkpoint', 'resume', 'data'];

/** The values of all options, of lists the first. */
function withFirst(values: Values): Values {
  const firsts = fieldKeys.flatMap((name) => {
    const text = values[fields[name].key];
    return typeof text === 'string' && isList(name, text)
      ? [[fields[name].key, firstOf(name, text)] as const]
      : [];
  });
  return { ...values, ...Object.fromEntries(firsts) };
}

/** In the order of the settings. */
function sweepOf(experiment: Experiment, values: Values): readonly SweepAxis[] {
  return fieldKeys.flatMap((name) => {
    const { key } = fields[name];
    const text = values[key];
    if (typeof text !== 'string' || !isList(name, text)) return [];
    const axis = parseList(experiment, name, text);
    if (!axis.ok) throw new UsageError(`--${key}: ${axis.problem}`);
    return [axis.value];
  });
}

interface Written {
  readonly text: string;
  /** For the person, one per line. */
  readonly notes: readonly string[];
}

/** Undefined if only help was requested. @throws {UsageError} */
async function experimentFile(args: readonly string[]): Promise<Written | undefined> {
  const values = parseOptions(args);
  if (values.help) return undefined;
  const foreign = meaningless.find((name) => values[name] !== undefined && values[name] !== false);
  if (foreign !== undefined)
    throw new UsageError(
      `--${foreign} is not in an experiment file. Give it to \`lab sweep\` or \`lab train\`.`,
    );
  const own = await openOwn(withFirst(values));
  const { experiment } = readTrainOptions(own.values) as { readonly experiment: Experiment };
  const sweep = sweepOf(experiment, values);
  const problem = sweepProblem(experiment, sweep);
  if (problem !== undefined) throw new UsageError(problem);
  const runs = count(expandSweep(experiment, sweep).length);
  return {
    text: writeExperimentFile(experiment, sweep),
    notes: [...trainNotes(own.values, experiment), `${runs} runs.`],
  };
}

export async function experimentCommand(args: readonly string[]): Promise<void> {
  const written = await experimentFile(args);
  if (written === undefined) return printLine(HELP);
  for (const line of written.notes) console.error(plain(line));
  // As it is: `printLine` changes characters for terminals.
  process.stdout.write(written.text);
}
