/**
 * `npm run docs`: writes docs/algorithms.md from the registries, docs/operations.md from its table, and the tables of
 * docs/architecture.md from the rules of imports, of docs/results.md from the recorded studies, of docs/performance.md from the
 * measured threads and stages, and of docs/reproduce.md and README.md from the recorded sweeps, with what the page reads of those; a test compares them.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { operationsDocument } from '../operations/document';
import { blocks } from '../src/core/blocks';
import { count } from '../src/core/format';
import type { NumberOptions } from '../src/core/options';
import { rules } from '../src/core/rules';
import { isUpdateLocked, needsWeightTransport, type Rule } from '../src/core/rules/rule';
import { groups, type Named, type Registry, type Setting } from '../src/core/run/setting';
import { settings } from '../src/core/run/settings';
import { datasets } from '../src/data';
import type { DatasetSpec } from '../src/data/spec';
import { defaultExperiment } from '../src/experiment/defaults';
import type { FieldKey } from '../src/experiment/fields/field';
import { fieldKeys, fields, formatSetting } from '../src/experiment/fields/fields';
import { networks } from '../src/experiment/networks/networks';
import { sweepIds } from '../src/experiment/results/sweeps';
import { boundaryTables } from './boundaryTables';
import { resultsTables } from './resultsTables';
import { summaryPath, summaryText } from './sweepSummaries';
import { cardSections, readmeResults, sweepSections } from './sweepTables';
import { waysTables } from './waysTables';

const inDocs = (name: string): string => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function entries(registry: Registry): string {
  return table(
    ['id', 'name', 'what it is', 'source'],
    Object.entries(registry).map(([id, { name, sentence, source = '' }]) => [
      `\`${id}\``,
      name,
      sentence,
      source,
    ]),
  );
}

/** A rule's `signal` and `path`, as named in the contract. */
function ruleRow([id, rule]: [string, Rule]): string[] {
  const yes = (is: boolean): string => (is ? 'yes' : 'no');
  return [
    `\`${id}\``,
    rule.name,
    rule.signal,
    rule.path,
    yes(needsWeightTransport(rule)),
    yes(isUpdateLocked(rule)),
    rule.source,
  ];
}

/** "`kernel` 3 (1 to 31)" */
const optionsText = (options: NumberOptions): string =>
  Object.entries(options)
    .map(([name, { default: value, min, max }]) => `\`${name}\` ${value} (${min} to ${max})`)
    .join(', ');

function blocksSection(): string[] {
  const rows = Object.entries(blocks).map(([id, { name, options, sentence, source }]) => [
    `\`${id}\``,
    name,
    optionsText(options),
    sentence,
    source,
  ]);
  const nets = Object.entries(networks).map(([id, { name, sentence, query, source }]) => [
    `\`${id}\``,
    name,
    sentence,
    `\`${query.slice(1)}\``,
    source,
  ]);
  return [
    '## Blocks',
    '`--hidden`: layers from the input up, separated by commas. A number is a dense layer of so many units. Another block is its id, then its size, then options that differ from their defaults: `convolution:32:kernel=5:padding=2`. `x3` after a layer repeats it.',
    table(['id', 'name', 'options', 'what it is', 'source'], rows),
    '## Networks',
    '`--net`: networks of the papers with the settings published for them; a topology as the DRTP and DEFP code names it, such as `CONV_32_5_1_2_FC_1000_FC_10`; or a JSON file with a list of layers, such as `[{"block": "convolution", "options": {"channels": 32}}, 1000]`.',
    table(['id', 'name', 'what it is', 'settings', 'source'], nets),
  ];
}

/** Every setting with choices, except the algorithms, which have their own table. */
function choiceSection(name: FieldKey): string[] {
  const setting: Setting = settings[name];
  if (name === 'rules' || (setting.kind !== 'choice' && setting.kind !== 'several')) return [];
  const { registry, ids } = setting;
  const chosen = Object.fromEntries(ids.map((id) => [id, registry[id] as Named]));
  const beside = name === 'loss' ? [SURE] : [];
  return [`## ${setting.label}`, `\`--${fields[name].key}\``, entries(chosen), ...beside];
}

/** A row per setting: its names and description. */
function settingsTable(): string {
  const defaults = defaultExperiment();
  const escaped = (text: string): string => text.replaceAll('|', '\\|');
  const rows = fieldKeys.map((name) => {
    const { key, label, group } = fields[name];
    const value = `\`${formatSetting(defaults, name)}\``;
    return [label, groups[group], `\`--${key}\``, `\`${name}\``, value, escaped(settings[name].help)];
  });
  return table(['setting', 'group', 'option and link key', 'in a file', 'default', 'what it is'], rows);
}

function datasetRow([id, info]: [string, DatasetSpec]): string[] {
  const { name, task, trainSize, testSize, inputs, outputs, files, sentence, source, licence } = info;
  return [
    `\`${id}\``,
    name,
    `${count(trainSize)} + ${count(testSize)}`,
    `${inputs} → ${outputs}`,
    task,
    files.length > 0 ? 'fetched' : 'built in',
    sentence,
    `${source} ${licence}`,
  ];
}

function datasetTable(): string {
  const head = [
    'id',
    'name',
    'samples',
    'inputs → outputs',
    'task',
    'files',
    'what it is',
    'source and licence',
  ];
  return table(head, Object.entries(datasets).map(datasetRow));
}

/** Effects of single precision on the losses of confident networks. */
const SURE = `The gradient matters most when a network is confidently wrong, which is also where single precision loses it:

- **\`ce\` after \`softmax\`** is computed from the logits z: dz = (y − y\\*)/N, and the reported loss is a log-sum-exp of z, without a clamp. Both match double precision at any logits. The error y\\* − y that DFA, sDFA and PEPITA feed keeps its size and sign where y rounds to 1, from a lead of 17 on.
- **\`bce\` after \`sigmoid\`** is PyTorch’s BCELoss, not BCEWithLogits, as in the F³ paper’s code: logarithms are clamped at −100, and y(1 − y) at 1e-12. In single precision dz is y − y\\* for z from −27.6 to 17; beyond that, y(1 − y) rounds to 0 or falls below the clamp, and dz vanishes.
- **\`mse\` after \`softmax\` or \`sigmoid\`** has a gradient that vanishes with the slope of the activation, as its exact derivative does. From a lead of 17 on, dz of the output that rounds to 1 is 0.
- **\`bce\` after \`softmax\`** backpropagates BCELoss’s clamp through the softmax. Where an output rounds to 1 (a lead of 17), 1 − y is 0, its gradient is clamped to 1e12, and dz of the others is up to 20,000 times too large, then vanishes. Choose \`ce\`.
- **F³-Loss with \`ce\`** stores −∂L/∂y = y\\*/(y N) of the output y, which grows without bound: at y = 1e-13 it is 1e13/N. It is exact down to the smallest normal number of single precision, 2^-126, to which smaller outputs are raised. Adam’s squared gradients overflow single precision long before, at 1e19.`;

export function algorithmsDocument(): string {
  const head = ['id', 'name', 'signal', 'path', 'weight transport', 'update locked', 'source'];
  return [
    '# Algorithms and options',
    'Written by `npm run docs` from the registries in `src/core` and `src/data`; each entry’s file has its formula.',
    '## Algorithms',
    '`--rule`',
    table(head, Object.entries(rules).map(ruleRow)),
    ...blocksSection(),
    ...fieldKeys.flatMap(choiceSection),
    '## Data sets',
    '`--dataset`',
    datasetTable(),
    '## Settings',
    'Every setting has one name on the command line and in links, and another in settings files.',
    settingsTable(),
    '',
  ].join('\n\n');
}

/** Replaces the text between two marks of a document. @throws Error if a mark is missing */
export function withGenerated(text: string, name: string, generated: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`“${begin}” and “${end}” are not both in the document.`);
  return `${before}${begin}\n\n${generated}\n\n${end}${after}`;
}

const architectureDocument = (): string =>
  withGenerated(readFileSync(inDocs('architecture.md'), 'utf8'), 'boundaries', boundaryTables());

const resultsDocument = (): string =>
  withGenerated(readFileSync(inDocs('results.md'), 'utf8'), 'results', resultsTables());

const performanceDocument = (): string =>
  withGenerated(readFileSync(inDocs('performance.md'), 'utf8'), 'ways', waysTables());

function reproduceDocument(): string {
  const text = readFileSync(inDocs('reproduce.md'), 'utf8');
  return withGenerated(withGenerated(text, 'cards', cardSections()), 'sweeps', sweepSections());
}

const readme = inDocs('../README.md');
const readmeDocument = (): string => withGenerated(readFileSync(readme, 'utf8'), 'measured', readmeResults());

/** Generated documents by path. */
export const documents: Readonly<Record<string, () => string>> = {
  [inDocs('algorithms.md')]: algorithmsDocument,
  [inDocs('operations.md')]: operationsDocument,
  [inDocs('architecture.md')]: architectureDocument,
  [inDocs('results.md')]: resultsDocument,
  [inDocs('performance.md')]: performanceDocument,
  [inDocs('reproduce.md')]: reproduceDocument,
  [readme]: readmeDocument,
  ...Object.fromEntries(sweepIds.map((id) => [summaryPath(id), () => summaryText(id)])),
};

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const [path, write] of Object.entries(documents)) await writeFile(path, `${write().trimEnd()}\n`);
}
