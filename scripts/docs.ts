/** `npm run docs`: writes docs/algorithms.md from the registries and docs/operations.md from its table; a test compares them. */
import { realpathSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { operationsDocument } from '../operations/document';
import { errorTransforms } from '../src/core/errorMemory/transforms';
import { feedbackInits } from '../src/core/feedback';
import { count } from '../src/core/format';
import { losses } from '../src/core/head/loss';
import { measures } from '../src/core/measures';
import { optimizers } from '../src/core/optimizers';
import { rules } from '../src/core/rules';
import { isUpdateLocked, needsWeightTransport, type Rule } from '../src/core/rules/rule';
import {
  errorInits,
  feedbackRedraws,
  feedbackReductions,
  feedbackSharings,
  lossErrorScales,
} from '../src/core/run/variants';
import { schedules } from '../src/core/schedules';
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

/** What single precision does to losses where a network is sure of itself, rightly or wrongly. */
const SURE = `A network that is sure of itself, wrongly, is where a gradient matters most and where single precision loses it:

- **\`ce\` after \`softmax\`** is one formula of the logits z: dz = (y − y\\*)/N, and the reported loss is a log-sum-exp of z, without a clamp. Both are what double precision gives at any logits. The error y\\* − y that DFA, sDFA and PEPITA feed keeps its size and sign where y rounds to 1: a lead of 17 does that.
- **\`bce\` after \`sigmoid\`** is PyTorch’s BCELoss, not BCEWithLogits, because the F³ paper’s code is: logarithms end at −100, and y(1 − y) counts as at least 1e-12. In single precision dz is y − y\\* for z from −27.6 to 17; beyond, y(1 − y) rounds to 0 or falls below the clamp, and dz fades to 0.
- **\`mse\` after \`softmax\` or \`sigmoid\`** has a gradient that fades with the slope of the activation; that is its derivative. From a lead of 17 on, dz of the output that rounds to 1 is 0.
- **\`bce\` after \`softmax\`** takes BCELoss’ clamp through the softmax. Where an output rounds to 1 (a lead of 17), 1 − y is 0, its gradient is taken for 1e12, and dz of the others is too large by up to 20,000 times, then fades. Choose \`ce\`.
- **F³-Loss with \`ce\`** stores −∂L/∂y = y\\*/(y N) of the output y, which grows without bound: at y = 1e-13 it is 1e13/N. It is exact down to the smallest normal number of single precision, 2^-126, which smaller outputs count as. Adam’s squares of gradients leave single precision long before, at 1e19.`;

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
    '## Losses',
    '`--loss`',
    entries(losses),
    SURE,
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
