/** The docstring of a script: what it is, its settings, and how to run it. */
import { inDigits } from '../../core/format';
import type { Setting } from '../../core/run/setting';
import { settings } from '../../core/run/settings';
import { plainSettings } from '../../core/run/spec';
import { datasetInfo, isOwnId } from '../../data/storage/ownDatasets';
import type { FieldKey } from '../../experiment/fields/field';
import { fieldKeys, fields, formatSetting } from '../../experiment/fields/fields';
import { toQuery } from '../../experiment/files/link';
import { applies } from '../../experiment/idle';
import { trainCommand } from '../../experiment/results/command';
import { experimentOf } from './experimentOf';
import { lines, type ScriptPlan } from './pieces/plan';
import type { ScriptRun } from './scriptRun';

const WIDTH = 100;

/** Text that may come from a file's name, inside a docstring: nothing in it ends the string or hides a line. */
const safe = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').replaceAll('"', "'");

/** Words in lines of at most `WIDTH` letters. */
function wrapped(text: string, indent = ''): string {
  const out: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > WIDTH - indent.length && line !== '') {
      out.push(line);
      line = word;
    } else line = longer;
  }
  return [...out, line].map((one) => `${indent}${one}`).join('\n');
}

/** Said whatever their value. */
const always: readonly FieldKey[] = [
  ...(['hidden', 'activation', 'outputActivation', 'loss', 'weightInit', 'feedbackInit'] as const),
  ...(['errorTransform', 'optimizer', 'learningRate', 'batchSize', 'epochs', 'seeds'] as const),
];
/** Said elsewhere, or no part of the script. */
const never: readonly FieldKey[] = ['dataset', 'rules', 'backend', 'threads', 'measures'];

/** "Batch size  50": the settings that make this run, in the order of the form. */
function settingLines({ spec, rule }: ScriptPlan): string {
  const experiment = experimentOf(spec);
  const shown = fieldKeys.filter((name) => {
    const { readBy }: Setting = settings[name];
    if (never.includes(name) || (readBy && !readBy(rule)) || !applies(experiment, name)) return false;
    if (always.includes(name)) return true;
    const neutral = plainSettings[name as keyof typeof plainSettings];
    return JSON.stringify(experiment[name]) !== JSON.stringify(neutral);
  });
  const width = Math.max(...shown.map((name) => fields[name].label.length));
  return shown
    .map((name) => `    ${fields[name].label.padEnd(width)}  ${safe(formatSetting(experiment, name))}`)
    .join('\n');
}

/** The command that trains the same in the lab; none for data from a file. */
function commandText({ spec }: ScriptPlan): string | undefined {
  if (isOwnId(spec.dataset) || datasetInfo(spec.dataset) === undefined) return undefined;
  const [start = '', ...options] = trainCommand(toQuery({ ...experimentOf(spec), measures: [] })).split(
    / (?=--[a-z])/,
  );
  const rows: string[] = [start];
  for (const option of options) {
    const longer = `${rows.at(-1)} ${option}`;
    if (longer.length <= WIDTH - 6) rows[rows.length - 1] = longer;
    else rows.push(`    ${option}`);
  }
  return lines(
    'The same run in the lab:',
    '',
    ...rows.map((row, i) => `    ${row}${i < rows.length - 1 ? ' \\' : ''}`),
    '',
  );
}

/** What direct rules' hidden deltas are, next to the output's. */
function sumNote({ rule, spec }: ScriptPlan): string | undefined {
  if (rule.path !== 'direct' || spec.feedbackReduction !== 'sum') return undefined;
  const output = spec.lossReduction === 'sum' ? '' : ', unlike those of the output layer';
  return lines(
    '',
    wrapped(
      `Hidden deltas are those of each sample: summed over the batch, not divided by N${output}, as published.`,
    ),
  );
}

export function headText(plan: ScriptPlan, { data, test, initial, facts }: ScriptRun): string {
  const { rule, spec } = plan;
  const name = safe(datasetInfo(spec.dataset)?.name ?? spec.dataset);
  const formula = rule.formula ? `    ${rule.formula.plain}` : undefined;
  return lines(
    `r"""${rule.name} on ${name}: a run of F³ Lab ${safe(facts.lab)} as a PyTorch script.`,
    '',
    wrapped(rule.sentence),
    '',
    formula,
    `    Source: ${safe(rule.source)}`,
    '',
    `${name}: ${inDigits(data.train.size, 'training sample')}, ${inDigits(test.length, 'test sample')}. Settings:`,
    '',
    settingLines(plan),
    '',
    commandText(plan),
    wrapped(
      `Nothing is drawn here: run.npz beside this file has the data, the initial weights${initial.feedback.length > 0 ? ', the feedback weights' : ''} and the samples of every batch, so that this script and the lab take the same steps, to within rounding.`,
    ),
    '',
    wrapped(
      'Symbols are the papers’: N samples in the batch, C outputs, n_i units in layer i, layer K is the output; h_0 = x, z_i = h_{i-1} W_i + b_i, h_i = f(z_i), y = h_K, target y*. The error is E = y* - y, and what the rule returns is descended on.',
    ),
    sumNote(plan),
    '',
    '    python3 train.py             trains all epochs, and tests after each',
    '    python3 train.py --steps 20  prints the loss of each of the first 20 steps',
    '    python3 train.py --json      prints a JSON object a line, with the names of the lab’s events',
    '"""',
  );
}
