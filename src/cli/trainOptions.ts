/** Command-line options of `train`, from the one list of fields. */
import { parseArgs } from 'node:util';
import type { Experiment } from '../core/run';
import { datasetIds, datasetSpec } from '../data';
import { conflicts, defaultExperiment, fieldKeys, fields, setFromText } from '../experiment/fields';
import { UsageError } from './usage';

export interface TrainArguments {
  readonly experiment: Experiment;
  readonly data: string;
  readonly json: boolean;
}

const defaults = defaultExperiment();

function helpLine(name: (typeof fieldKeys)[number]): string {
  const field = fields[name];
  const value = (field.format as (value: unknown) => string)(defaults[name]);
  return `  --${field.key.padEnd(18)} ${field.help} [${value}]`;
}

export const TRAIN_HELP = `train: options and their defaults
${fieldKeys.map(helpLine).join('\n')}
  --data DIR           folder that contains mnist/ [public/data]
  --json               one JSON event per line instead of a table
  --help               this text

A data set loads the learning rate published for it; --learning-rate changes it.
Example: npm run -s lab -- train --dataset mnist --rule bp,dfa,f3-error,drtp,llo --epochs 3 --seed 0`;

function parse(args: readonly string[]): Record<string, string | boolean | undefined> {
  const strings = [...fieldKeys.map((name) => fields[name].key), 'data'];
  const options = Object.fromEntries(strings.map((key) => [key, { type: 'string' as const }]));
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values as Record<string, string | boolean | undefined>;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws {UsageError}; undefined when only help was asked for */
export function parseTrainArguments(args: readonly string[]): TrainArguments | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const dataset = typeof values.dataset === 'string' ? values.dataset : 'digits';
  if (!datasetSpec(dataset)) {
    throw new UsageError(`--dataset: “${dataset}” is not known. Choose ${datasetIds.join(', ')}.`);
  }
  const experiment = { ...defaultExperiment(dataset), backend: 'wasm' as Experiment['backend'] };
  for (const name of fieldKeys) {
    const { key } = fields[name];
    const text = values[key];
    if (typeof text !== 'string') continue;
    const problem = setFromText(experiment, name, text);
    if (problem) throw new UsageError(`--${key}: ${problem}`);
  }
  const [conflict] = conflicts(experiment);
  if (conflict) throw new UsageError(conflict);
  const data = typeof values.data === 'string' ? values.data : 'public/data';
  return { experiment, data, json: values.json === true };
}
