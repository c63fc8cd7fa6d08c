/** `lab rules`, `lab inits`, …: lists the registries, one line per entry. */
import { blocks } from '../core/blocks';
import { count } from '../core/format';
import type { NumberOptions } from '../core/options';
import type { Setting } from '../core/run/setting';
import { computingKeys, settings } from '../core/run/settings';
import { datasets } from '../data';
import type { FieldKey } from '../experiment/fields/field';
import { fieldKeys, fields } from '../experiment/fields/fields';
import { networks } from '../experiment/networks/networks';

interface Entry {
  readonly name: string;
  readonly sentence: string;
  readonly source?: string;
  readonly options?: NumberOptions;
}
type Registry = Readonly<Record<string, Entry>>;

/** "momentum 0.9 (0 to 0.999999)" */
function optionsLine(options: NumberOptions): string {
  return Object.entries(options)
    .map(([key, { default: value, min, max }]) => `${key} ${value} (${min} to ${max})`)
    .join(', ');
}

/** Id, name, sentence and source, followed by the entry's options. */
function linesOf(registry: Registry): string[] {
  const entries = Object.entries(registry);
  const idWidth = Math.max(...entries.map(([id]) => id.length));
  const nameWidth = Math.max(...entries.map(([, { name }]) => name.length));
  return entries.flatMap(([id, { name, sentence, source, options = {} }]) => {
    const cited = source === undefined ? '' : ` [${source}]`;
    const line = `  ${id.padEnd(idWidth)}  ${name.padEnd(nameWidth)}  ${sentence}${cited}`;
    const own = optionsLine(options);
    return own === ''
      ? [line]
      : [line, `  ${' '.repeat(idWidth)}  ${' '.repeat(nameWidth)}  Options: ${own}`];
  });
}

/** A setting's choices under its label and the option that sets it. */
function section(field: FieldKey): string {
  const { key, label } = fields[field];
  return [`${label} (--${key}):`, ...linesOf(choicesOf(field))].join('\n');
}

function choicesOf(field: FieldKey): Registry {
  if (field === 'dataset') return datasetEntries();
  const setting: Setting = settings[field];
  if (setting.kind !== 'choice' && setting.kind !== 'several') return {};
  const { registry, ids } = setting;
  return Object.fromEntries(ids.map((id) => [id, registry[id] as Entry]));
}

const datasetEntries = (): Registry =>
  Object.fromEntries(
    Object.values(datasets).map(({ id, name, sentence, source, licence, trainSize, testSize, ...info }) => {
      const { inputs, outputs } = info;
      const answers = info.task === 'regression' ? 'regression' : `${outputs} classes`;
      const size = `${count(trainSize)} + ${count(testSize)} samples, ${count(inputs)} inputs, ${answers}.`;
      return [id, { name, sentence: `${sentence} ${size}`, source: `${source} ${licence}` }];
    }),
  );

interface List {
  readonly summary: string;
  readonly fields: readonly FieldKey[];
  /** Registries that are no setting's choices, by title. */
  readonly others?: Readonly<Record<string, Registry>>;
}

const named = {
  rules: { summary: 'the algorithms', fields: ['rules'] },
  inits: {
    summary: 'how feedback and forward weights are initialized',
    fields: ['feedbackInit', 'weightInit'],
  },
  datasets: { summary: 'the data sets', fields: ['dataset'] },
  optimizers: {
    summary: 'optimizers and learning-rate schedules, with their options',
    fields: ['optimizer', 'schedule'],
  },
  networks: {
    summary: 'blocks of hidden layers, with their options, and networks of the papers',
    fields: [],
    others: { 'Blocks (--hidden)': blocks, 'Networks (--net)': networks },
  },
  measures: { summary: 'what can be measured during training', fields: ['measures'] },
} as const satisfies Record<string, List>;

const elsewhere: readonly FieldKey[] = [
  ...computingKeys,
  ...Object.values(named).flatMap((list) => list.fields),
];

export const lists: Readonly<Record<keyof typeof named | 'variants', List>> = {
  ...named,
  variants: {
    summary: 'variants of F³ and of the feedback, activations and losses',
    // Every other setting with choices.
    fields: fieldKeys.filter((name) => settings[name].kind === 'choice' && !elsewhere.includes(name)),
  },
};

export const listText = ({ fields: own, others = {} }: List): string =>
  [
    ...own.map(section),
    ...Object.entries(others).map(([title, registry]) => [`${title}:`, ...linesOf(registry)].join('\n')),
  ].join('\n\n');
