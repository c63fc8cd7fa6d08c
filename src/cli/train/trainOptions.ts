/** Command-line options of `train`, from the one list of fields. */
import { readFileSync } from 'node:fs';
import { type GroupId, groups } from '../../core/run/setting';
import type { Experiment } from '../../core/run/spec';
import { datasetInfo, findDataset, isOwnId, ownParts } from '../../data/storage/ownDatasets';
import { cautions, waysText } from '../../experiment/cautions';
import { defaultExperiment } from '../../experiment/defaults';
import { fieldKeys, fields, formatSetting } from '../../experiment/fields/fields';
import { ratedRules } from '../../experiment/fields/learningRate';
import { readExperimentFile, savedDataset } from '../../experiment/files/file';
import { readSettings, type Source, withSetting } from '../../experiment/files/read';
import { idleReason } from '../../experiment/idle';
import { networkIds } from '../../experiment/networks/networks';
import { isList } from '../../experiment/sweep/lists';
import { parseOnce } from '../arguments';
import { usualDataFolder } from '../files/dataFolder';
import { isFolder, refuseOtherKinds } from '../files/regularFile';
import { UsageError } from '../usage';
import { fromNet, netNote } from './net';
import { ownDataOptions } from './ownOptions';
import { fromWeights, startNotes } from './startFrom';

export interface TrainArguments {
  readonly experiment: Experiment;
  /** The folder that contains mnist/, sgemm/, … */
  readonly data: string;
  readonly json: boolean;
}

const WIDTH = 100;
const INDENT = 26;

/** `text` broken at spaces, every line but the first indented. */
function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) as string;
    if (last.length + word.length + 1 > WIDTH - INDENT && last !== '') lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(INDENT)}`);
}

const line = (option: string, help: string): string => `  ${option.padEnd(INDENT - 2)}${wrapped(help)}`;

function groupHelp(group: GroupId): string {
  const defaults = defaultExperiment();
  const own = fieldKeys.filter((name) => fields[name].group === group);
  const lines = own.map((name) =>
    line(`--${fields[name].key}`, `${fields[name].help} [${formatSetting(defaults, name)}]`),
  );
  return [`${groups[group]}:`, ...lines].join('\n');
}

export function trainHelp(): string {
  return `Usage: npm run -s lab -- train [options]
Trains one network for each algorithm and seed, and prints the results. Defaults are in brackets.

${(Object.keys(groups) as GroupId[]).map(groupHelp).join('\n\n')}

This run:
${[
  line(
    '--net NET',
    `hidden layers: a network of the papers with its published settings (${networkIds.join(', ')}; \`lab networks\`), a topology such as CONV_32_5_1_2_FC_1000_FC_10, or a JSON file`,
  ),
  line('--config FILE', 'settings from a file that “Save settings” on the page wrote; options override them'),
  line('--data DIR', 'folder that contains mnist/, sgemm/, … [F3_DATA, else public/data]'),
  line('--json', 'one JSON event per line instead of text'),
  line('--checkpoint FILE', 'saves a checkpoint to a new file at the end of each epoch'),
  line(
    '--resume FILE',
    'resumes from such a file, with its settings, data set and backend; writes to it, or to --checkpoint',
  ),
  line(
    '--trace FILE',
    'writes when each layer worked, in the last epoch of each run (its first 128 batches), to a new JSON file for ui.perfetto.dev',
  ),
  line('--help', 'this text'),
].join('\n')}

A file of your own: --dataset FILE.csv (also TSV, NPY, IDX; samples and their labels as two files, comma-separated)
${Object.entries(ownDataOptions)
  .map(([option, help]) => line(`--${option}`, help))
  .join('\n')}

A data set loads the settings that suit it and its learning rates, which were published or found for Adam; options
change them. Runs train one after the other, all algorithms with one seed before any with the next. The seconds of an
epoch are those of its training alone, without evaluation, from the fastest tenth of its steps (the page says the same
quantity; in JSON it is aloneSeconds).
What the choices mean: lab rules, inits, optimizers, variants, measures, datasets.
Exit status: 0 done; 1 it could not be run; 2 an option or a setting is wrong; 130 or 143 it was interrupted.

Examples:
  npm run -s lab -- train --dataset mnist --rule bp,dfa,f3-error,drtp,llo --epochs 3 --seed 0
  npm run -s lab -- train --rule bp,dfa,f3-error,drtp --seed 0-4
  npm run -s lab -- train --dataset mnist --net conv-mnist --rule bp,drtp,f3-error --epochs 10
  npm run -s lab -- train --dataset mnist --hidden convolution:16:kernel=5:padding=2,100 --epochs 1
  npm run -s lab -- train --dataset sgemm --data ../shared/data --rule bp,f3-error,drtp
  npm run -s lab -- train --dataset measurements.csv --target species --rule bp,dfa,f3-error
  npm run -s lab -- train --dataset air.csv --target RH --decimal comma --missing -200
  npm run -s lab -- train --config f3-lab-experiment.json --epochs 100 --json
  npm run -s lab -- train --dataset mnist --epochs 100 --checkpoint mnist.safetensors
  npm run -s lab -- train --resume mnist.safetensors
  npm run -s lab -- train --rule bp,f3-error --epochs 2 --trace layers.json`;
}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** "-200" after "--missing" is a value, not an option. */
function withMarks(args: readonly string[]): string[] {
  const at = args.indexOf('--missing');
  const next = args[at + 1];
  const isMark = at >= 0 && next !== undefined && /^-(?!h$|-[a-z])/.test(next);
  return isMark ? [...args.slice(0, at), `--missing=${next}`, ...args.slice(at + 2)] : [...args];
}

/** Parses the command line. @throws {UsageError} */
export function parseOptions(args: readonly string[]): Values {
  const own = fieldKeys.map((name) => fields[name].key);
  const strings = [
    ...own,
    ...Object.keys(ownDataOptions),
    'net',
    'config',
    'data',
    'checkpoint',
    'resume',
    'trace',
  ];
  const options = Object.fromEntries(strings.map((key) => [key, { type: 'string' as const }]));
  try {
    return parseOnce({
      args: withMarks(args),
      options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values as Values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Advice on data sets that applies only to the command line. */
const datasetHint = (text: string): string =>
  isOwnId(text.trim())
    ? ' On the command line that file itself is named: --dataset FILE.'
    : ' A file of your own is named by its path: ./measurements, or measurements.csv.';

const LIST_HINT = ' Several values are a sweep: `lab experiment` takes them.';

/** Settings given as options; the first invalid one throws. */
export function fromOptions(values: Values): Source {
  return (name, field, experiment) => {
    const text = values[field.key];
    if (typeof text !== 'string') return undefined;
    const parsed = field.parse(text, experiment);
    const hint = name === 'dataset' ? datasetHint(text) : isList(name, text) ? LIST_HINT : '';
    if (!parsed.ok) throw new UsageError(`--${field.key}: ${parsed.problem}${hint}`);
    return parsed;
  };
}

/** Bytes; a settings file has a few thousand. */
const MOST_BYTES = 1_000_000;

function readText(path: string): string {
  const wayOut = 'Name a file that the page saved.';
  refuseOtherKinds('config', path, wayOut);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--config: “${path}” cannot be read (${why}). ${wayOut}`);
  }
  if (bytes.length > MOST_BYTES)
    throw new UsageError(`--config: “${path}” is far too large for settings. ${wayOut}`);
  return bytes.toString('utf8');
}

/** A settings file does not contain imported data: they must be given again, and be the same. */
function checkOwn(path: string, saved: string, chosen: string | undefined): void {
  const { name, checksum } = ownParts(saved);
  const was = `“${path}” was saved with an imported data set, made from “${name}”`;
  if (chosen === undefined)
    throw new UsageError(
      `--config: ${was} (${saved}), which the file does not contain. Give that data file as well: --dataset FILE.`,
    );
  const given = datasetInfo(chosen)?.checksum;
  if (given === undefined || checksum === undefined || given === checksum) return;
  throw new UsageError(
    `--config: ${was} with the checksum ${checksum}; what --dataset names has ${given}: other content, or the same file read in another way (--target, --test-share, …: see train --help). Give the file as it was read then, or take the line "dataset" out of “${path}” to train on this one.`,
  );
}

export const chosenSet = ({ dataset }: Values): string | undefined =>
  typeof dataset === 'string' ? findDataset(dataset.trim())?.id : undefined;

/** Unlike the page, the command line never silently uses a default for an invalid value. */
export function fromFile(path: string, values: Values): Source {
  const text = readText(path);
  const chosen = chosenSet(values);
  const saved = savedDataset(text);
  if (saved !== undefined && isOwnId(saved)) checkOwn(path, saved, chosen);
  const file = readExperimentFile(text, chosen);
  if (!file.ok) throw new UsageError(`--config: “${path}” is not a settings file. ${file.problem}`);
  if (file.problems.length > 0) throw new UsageError(`--config ${path}: ${file.problems.join('\n')}`);
  if (file.sweep)
    throw new UsageError(
      `--config: “${path}” is a sweep: ${file.sweep.map(({ setting }) => fields[setting].label).join(', ')} with several values. Train it with \`lab sweep ${path} --out DIR\`.`,
    );
  return (name) => (file.given.includes(name) ? { ok: true, value: file.experiment[name] } : undefined);
}

/** Warnings, one per line: options without effect, data that could not be compared, and cautions. */
export function trainNotes(values: Values, experiment: Experiment): string[] {
  const typed = fieldKeys.filter((name) => typeof values[fields[name].key] === 'string');
  const idle = typed.flatMap((name) => {
    const why = idleReason(experiment, name);
    return why === undefined ? [] : [`--${fields[name].key} has no effect: ${why}.`];
  });
  const rate = values[fields.learningRate.key];
  const unused = ratedRules(typeof rate === 'string' ? rate : '').filter(
    (id) => !experiment.rules.includes(id),
  );
  const rates = unused.map(
    (id) => `--${fields.learningRate.key}: the rate of ${id} has no effect: --rule does not include it.`,
  );
  const careful = cautions(experiment).map((one) =>
    one.ways.length > 0 ? `${one.text} Try ${waysText(one)}.` : one.text,
  );
  const net = netNote(values.net, experiment.dataset);
  return [
    ...startNotes(values, experiment),
    ...(net ? [net] : []),
    ...idle,
    ...rates,
    ...unknownOrigin(values),
    ...careful,
  ];
}

/** Settings files of earlier versions name an imported data set without a checksum. */
function unknownOrigin(values: Values): string[] {
  const { config } = values;
  const saved = typeof config === 'string' ? savedDataset(readText(config)) : undefined;
  if (saved === undefined || !isOwnId(saved) || ownParts(saved).checksum !== undefined) return [];
  return [
    `--config: “${config}” names its data set ${saved} without a checksum: whether what --dataset names has the same content is not known.`,
  ];
}

function readAll(options: Source, net: Source, file: Source, weights: Source): Experiment {
  const { experiment, problems } = readSettings((name, field, so) => {
    const saved = net(name, field, so) ?? file(name, field, so) ?? weights(name, field, so);
    // "bp=0.01" changes one of the file's rates, not one of the defaults.
    return options(name, field, saved?.ok ? withSetting(so, name, saved.value) : so) ?? saved;
  });
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return experiment;
}

/** From a checkpoint file: its settings, and the data folder given when training began. */
export interface Remembered {
  readonly experiment: Experiment;
  readonly folder: string | undefined;
}

function dataFolder({ data }: Values, remembered: string | undefined): string {
  const known = remembered !== undefined && isFolder(remembered) ? remembered : undefined;
  return typeof data === 'string' ? data : (known ?? usualDataFolder());
}

/**
 * @param values whose data set is already known: the user's own file has been opened
 * @param remembered replaces the options
 * @throws {UsageError}; undefined if only help was requested
 */
export function readTrainOptions(values: Values, remembered?: Remembered): TrainArguments | undefined {
  if (values.help) return undefined;
  const file = typeof values.config === 'string' ? fromFile(values.config, values) : () => undefined;
  const experiment =
    remembered?.experiment ??
    readAll(fromOptions(values), fromNet(values.net, values.hidden), file, fromWeights(values));
  if (experiment.backend === 'webgpu')
    throw new UsageError(
      'Backend: webgpu is not available in Node. Use --backend wasm, wasm-fma or cpu, or the page.',
    );
  return { experiment, data: dataFolder(values, remembered?.folder), json: values.json === true };
}
