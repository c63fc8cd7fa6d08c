/** `npm run docs`: writes docs/algorithms.md from the registries and docs/operations.md from its table; a test compares them. */
import { realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { operationsDocument } from '../operations/document';
import { errorTransforms } from '../src/core/errorTransforms';
import { feedbackInits } from '../src/core/feedback';
import { measures } from '../src/core/measures';
import { optimizers } from '../src/core/optimizers';
import { isUpdateLocked, needsWeightTransport, type Rule } from '../src/core/rule';
import { rules } from '../src/core/rules';
import { schedules } from '../src/core/schedules';
import {
  errorInits,
  feedbackRedraws,
  feedbackReductions,
  feedbackSharings,
  lossErrorScales,
} from '../src/core/variants';
import { weightInits } from '../src/core/weights';
import { datasets } from '../src/data';
import type { DatasetSpec } from '../src/data/spec';

const inDocs = (name: string): string => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));

interface Entry {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function entries(registry: Readonly<Record<string, Entry>>): string {
  return table(
    ['id', 'name', 'what it is', 'source'],
    Object.entries(registry).map(([id, { name, sentence, source }]) => [`\`${id}\``, name, sentence, source]),
  );
}

/** The signal of a rule and its path, as the contract names them. */
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

/** A setting's name on the command line and in links, and its registry. */
const settings: readonly (readonly [string, string, Readonly<Record<string, Entry>>])[] = [
  ['Error information of F³', 'error-transform', errorTransforms],
  ['What F³ knows before the first visit', 'error-init', errorInits],
  ['Scale of F³-Loss', 'loss-error-scale', lossErrorScales],
  ['Feedback initialisations', 'feedback-init', feedbackInits],
  ['Feedback matrices of several layers', 'feedback-sharing', feedbackSharings],
  ['Feedback over time', 'feedback-redraw', feedbackRedraws],
  ['Reduction of the direct rules’ hidden gradients', 'feedback-reduction', feedbackReductions],
  ['Initial weights', 'weight-init', weightInits],
  ['Optimizers', 'optimizer', optimizers],
  ['Learning-rate schedules', 'schedule', schedules],
  ['Measures', 'measures', measures],
];

const counted = new Intl.NumberFormat('en');

function datasetRow([id, info]: [string, DatasetSpec]): string[] {
  const { name, task, trainSize, testSize, inputs, outputs, files, sentence, source, licence } = info;
  return [
    `\`${id}\``,
    name,
    `${counted.format(trainSize)} + ${counted.format(testSize)}`,
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

export function algorithmsDocument(): string {
  const head = ['id', 'name', 'signal', 'path', 'weight transport', 'update locked', 'source'];
  const sections = settings.map(
    ([title, option, registry]) => `## ${title}\n\n\`--${option}\`\n\n${entries(registry)}`,
  );
  return [
    '# What there is',
    'Written by `npm run docs` from the registries in `src/core` and `src/data`; formulas stand in each entry’s own file.',
    '## Algorithms',
    '`--rule`',
    table(head, Object.entries(rules).map(ruleRow)),
    ...sections,
    '## Data sets',
    '`--dataset`',
    datasetTable(),
    '',
  ].join('\n\n');
}

/** What stands in docs, by its path. */
export const documents: Readonly<Record<string, () => string>> = {
  [inDocs('algorithms.md')]: algorithmsDocument,
  [inDocs('operations.md')]: operationsDocument,
};

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const [path, write] of Object.entries(documents)) await writeFile(path, `${write().trimEnd()}\n`);
}
