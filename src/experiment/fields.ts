/**
 * One typed list of an experiment's settings: the form's fields, a link's query keys and the command
 * line's options are all read and written here, so that the three can never disagree.
 */
import { activationIds, activations, outputActivationIds } from '../core/activation';
import { feedbackIds } from '../core/feedback';
import { type LossId, losses, lossIds } from '../core/loss';
import { optimizerIds } from '../core/optimizers';
import { type RuleId, ruleIds } from '../core/rules';
import { backendIds, type Experiment, errorTransformIds, experimentSchema } from '../core/run';
import { datasetIds, datasetSpec } from '../data';
import type { DatasetSpec } from '../data/spec';

export type FieldKey = keyof Experiment;
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

export interface Field<K extends FieldKey> {
  /** Query key and command-line option: "batch-size". */
  readonly key: string;
  /** Accessible name in the page: "Batch size". */
  readonly label: string;
  readonly help: string;
  /** Text as typed → value, or a problem that names the field, the value and the way out. */
  readonly parse: (text: string, experiment: Experiment) => Parsed<Experiment[K]>;
  readonly format: (value: Experiment[K]) => string;
}

const fail = (label: string, text: string, wayOut: string): { ok: false; problem: string } => ({
  ok: false,
  problem: `${label}: “${text.trim()}” ${wayOut}.`,
});

/** Validates one value by its own part of the schema. */
function check<K extends FieldKey>(
  key: K,
  label: string,
  text: string,
  value: unknown,
): Parsed<Experiment[K]> {
  const result = experimentSchema.shape[key].safeParse(value);
  if (result.success) return { ok: true, value: result.data as Experiment[K] };
  return fail(label, text, result.error.issues[0]?.message ?? 'is not valid');
}

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

type NumberKey = 'epochs' | 'batchSize' | 'seed';
function numberField<K extends NumberKey>(field: K, key: string, label: string, help: string): Field<K> {
  return {
    key,
    label,
    help,
    parse: (text) => check(field, label, text, number(text)),
    format: (value) => String(value),
  };
}

type ChoiceKey =
  | 'activation'
  | 'outputActivation'
  | 'loss'
  | 'feedbackInit'
  | 'errorTransform'
  | 'optimizer'
  | 'backend'
  | 'dataset';
function choiceField<K extends ChoiceKey>(
  key: string,
  label: string,
  choices: readonly string[],
  help: string,
): Field<K> {
  return {
    key,
    label,
    help: `${help}: ${choices.join(', ')}`,
    parse: (text) =>
      choices.includes(text.trim())
        ? { ok: true, value: text.trim() as Experiment[K] }
        : fail(label, text, `is not known. Choose ${choices.join(', ')}`),
    format: (value) => String(value),
  };
}

function parseRules(text: string): Parsed<RuleId[]> {
  const wanted = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const unknown = wanted.find((id) => !(ruleIds as string[]).includes(id));
  if (unknown !== undefined) return fail('Algorithms', unknown, `is not known. Choose ${ruleIds.join(', ')}`);
  if (wanted.length === 0)
    return fail('Algorithms', text, `needs at least one. Choose ${ruleIds.join(', ')}`);
  // Always in the registry's order: it is the order of rows and legends.
  return { ok: true, value: ruleIds.filter((id) => wanted.includes(id)) };
}

/** "500,500" or "500x5"; "none" for no hidden layer. */
export function parseHidden(text: string, label = 'Hidden layers'): Parsed<number[]> {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === 'none') return { ok: true, value: [] };
  const sizes: number[] = [];
  for (const part of trimmed.split(',')) {
    const match = /^\s*(\d+)\s*(?:[x×]\s*(\d+)\s*)?$/.exec(part);
    if (!match) return fail(label, text, 'is not a list of widths. Write 500, 500,300, 500x5 or none');
    const [width, times] = [Number(match[1]), Number(match[2] ?? 1)];
    if (sizes.length + times > 1000) return fail(label, text, 'is too deep. Use at most 1000 layers');
    sizes.push(...Array.from({ length: times }, () => width));
  }
  return check('hidden', label, text, sizes);
}

export function formatHidden(hidden: readonly number[]): string {
  const [first] = hidden;
  if (first === undefined) return 'none';
  const equal = hidden.every((units) => units === first);
  return equal && hidden.length > 1 ? `${first}x${hidden.length}` : hidden.join(',');
}

const RATE = 'Learning rate';

function parseRate(text: string): Parsed<number> {
  const value = number(text);
  return value > 0 && value <= 1000
    ? { ok: true, value }
    : fail(RATE, text, 'is not a number above 0. Write 0.001, or bp=0.01,dfa=0.0001');
}

/** "0.001" for all, "bp=0.01" for one and the others keep theirs, "0.001,bp=0.01" for all but one. */
function parseRates(text: string, experiment: Experiment): Parsed<Experiment['learningRate']> {
  let rates = { ...experiment.learningRate };
  for (const part of text.split(',')) {
    const [id, value] = part.includes('=') ? part.split('=').map((side) => side.trim()) : [undefined, part];
    if (id !== undefined && !(ruleIds as string[]).includes(id)) {
      return fail(RATE, id, `is not an algorithm. Choose ${ruleIds.join(', ')}`);
    }
    const rate = parseRate(value ?? '');
    if (!rate.ok) return rate;
    rates = id === undefined ? sameRate(rate.value) : { ...rates, [id]: rate.value };
  }
  return { ok: true, value: rates };
}

function sameRate(rate: number): Experiment['learningRate'] {
  return Object.fromEntries(ruleIds.map((id) => [id, rate])) as Experiment['learningRate'];
}

/** The rate that most rules have, then those that differ. */
function formatRates(rates: Experiment['learningRate']): string {
  const counts = new Map<number, number>();
  for (const id of ruleIds) counts.set(rates[id], (counts.get(rates[id]) ?? 0) + 1);
  const [common] = [...counts].sort(([, a], [, b]) => b - a)[0] as [number, number];
  const others = ruleIds.filter((id) => rates[id] !== common).map((id) => `${id}=${rates[id]}`);
  return [String(common), ...others].join(',');
}

export const fields: { readonly [K in FieldKey]: Field<K> } = {
  dataset: choiceField('dataset', 'Data set', datasetIds, 'what to learn'),
  rules: {
    key: 'rule',
    label: 'Algorithms',
    help: `one or several, parted by commas: ${ruleIds.join(', ')}`,
    parse: parseRules,
    format: (value) => value.join(','),
  },
  hidden: {
    key: 'hidden',
    label: 'Hidden layers',
    help: 'widths from the input up: 500, 500,300, 500x5 or none',
    parse: (text) => parseHidden(text),
    format: formatHidden,
  },
  activation: choiceField('activation', 'Activation', activationIds, 'of the hidden layers'),
  outputActivation: choiceField(
    'output-activation',
    'Output activation',
    outputActivationIds,
    'of the output layer',
  ),
  loss: choiceField('loss', 'Loss', lossIds, 'what the output layer descends on'),
  feedbackInit: choiceField('feedback-init', 'Feedback initialisation', feedbackIds, 'how B is drawn'),
  errorTransform: choiceField('error-transform', 'Error information', errorTransformIds, 'of f3-* only'),
  optimizer: choiceField('optimizer', 'Optimizer', optimizerIds, 'the update'),
  learningRate: {
    key: 'learning-rate',
    label: RATE,
    help: '0.001 for all, or bp=0.01,dfa=0.0001 for some',
    parse: parseRates,
    format: formatRates,
  },
  batchSize: numberField('batchSize', 'batch-size', 'Batch size', 'samples per step'),
  epochs: numberField('epochs', 'epochs', 'Epochs', 'passes over the training set'),
  seed: numberField('seed', 'seed', 'Seed', 'of weights, feedback and batch order'),
  backend: choiceField('backend', 'Backend', ['auto', ...backendIds], 'what computes'),
};
export const fieldKeys = Object.keys(fields) as FieldKey[];

const DEFAULTS: Omit<Experiment, 'dataset' | 'learningRate'> = {
  rules: ['bp', 'dfa', 'drtp', 'f3-error'],
  hidden: [500],
  activation: 'tanh',
  outputActivation: 'sigmoid',
  loss: 'bce',
  feedbackInit: 'kaiming-uniform',
  errorTransform: 'one-hot',
  optimizer: 'adam',
  batchSize: 50,
  epochs: 10,
  seed: 0,
  backend: 'auto',
};

/** The default experiment on a data set, with the rates published for it. */
export function defaultExperiment(datasetId = 'digits'): Experiment {
  const spec: DatasetSpec | undefined = datasetSpec(datasetId);
  if (spec === undefined) throw new Error(`There is no data set “${datasetId}”.`);
  return {
    ...DEFAULTS,
    rules: [...DEFAULTS.rules],
    hidden: [...DEFAULTS.hidden],
    dataset: datasetId,
    learningRate: { ...spec.learningRates },
  };
}

/** What is wrong with an experiment as a whole though each setting is right. */
export function conflicts(experiment: Experiment): string[] {
  const loss = losses[experiment.loss as LossId];
  if ((loss.outputs as readonly string[]).includes(experiment.outputActivation)) return [];
  const fitting = loss.outputs.map((id) => activations[id].name).join(' or ');
  const chosen = activations[experiment.outputActivation].name;
  return [`Loss: ${loss.name} does not fit the output activation ${chosen}. Choose ${fitting}.`];
}

/** Query keys whose value is not the default one, in the order of the fields. */
export function toQuery(experiment: Experiment): string {
  const defaults = defaultExperiment(experiment.dataset);
  const parts = fieldKeys.flatMap((name) => {
    const field = fields[name] as Field<FieldKey>;
    const text = field.format(experiment[name]);
    const always = name === 'dataset' && experiment.dataset !== 'digits';
    return always || text !== field.format(defaults[name]) ? [`${field.key}=${encode(text)}`] : [];
  });
  return parts.join('&');
}

/** Commas and equal signs stay readable; they are allowed in a query's values. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%3D', '=');
}

/** Sets one setting from its text in place; the problem if it cannot. */
export function setFromText(experiment: Experiment, name: FieldKey, text: string): string | undefined {
  const parsed = (fields[name] as Field<FieldKey>).parse(text, experiment);
  if (!parsed.ok) return parsed.problem;
  Object.assign(experiment, { [name]: parsed.value });
  return undefined;
}

/** Reads a link. `problems`: one sentence per setting that was left out. */
export function fromQuery(query: string): { experiment: Experiment; problems: string[] } {
  const given = new Map(new URLSearchParams(query));
  const problems: string[] = [];
  const wanted = given.get('dataset');
  const known = wanted === undefined || datasetSpec(wanted) !== undefined;
  if (!known) problems.push(`Data set: “${wanted}” is not known. ${datasetSpec('digits')?.name} is used.`);
  const experiment = defaultExperiment(known ? wanted : undefined);
  given.delete('dataset');
  for (const name of fieldKeys) {
    const { key } = fields[name];
    const text = given.get(key);
    if (text === undefined) continue;
    given.delete(key);
    const problem = setFromText(experiment, name, text);
    if (problem) problems.push(problem);
  }
  for (const [key, value] of given)
    problems.push(`This version does not know ${key} = ${value}; it was left out.`);
  for (const conflict of conflicts(experiment)) {
    const { loss, outputActivation } = defaultExperiment(experiment.dataset);
    Object.assign(experiment, { loss, outputActivation });
    problems.push(`${conflict} The defaults are used.`);
  }
  return { experiment, problems };
}
