/** `lab rules`, `lab inits`, …: what exists, a line each, from the registries. */
import { activationIds, activations, outputActivationIds } from '../core/blocks/activation';
import { errorTransforms } from '../core/errorMemory/transforms';
import { feedbackInits } from '../core/feedback';
import { count } from '../core/format';
import { losses } from '../core/head/loss';
import { measures } from '../core/measures';
import { optimizers } from '../core/optimizers';
import type { NumberOptions } from '../core/options';
import { rules } from '../core/rules';
import {
  errorInits,
  feedbackRedraws,
  feedbackReductions,
  feedbackSharings,
  lossErrorScales,
} from '../core/run/variants';
import { schedules } from '../core/schedules';
import { weightInits } from '../core/weights';
import { datasets } from '../data';
import type { FieldKey } from '../experiment/fields/field';
import { fields } from '../experiment/fields/fields';

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

/** id, name, sentence and source; below it the options that the entry has. */
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
function section(field: FieldKey, registry: Registry): string {
  const { key, label } = fields[field];
  return [`${label} (--${key}):`, ...linesOf(registry)].join('\n');
}

const pick = (registry: Registry, ids: readonly string[]): Registry =>
  Object.fromEntries(ids.flatMap((id) => (registry[id] ? [[id, registry[id]]] : [])));

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
  readonly sections: () => readonly string[];
}

export const lists = {
  rules: {
    summary: 'the algorithms',
    sections: () => [section('rules', rules)],
  },
  inits: {
    summary: 'how feedback and weights are drawn',
    sections: () => [section('feedbackInit', feedbackInits), section('weightInit', weightInits)],
  },
  datasets: {
    summary: 'the data sets',
    sections: () => [section('dataset', datasetEntries())],
  },
  optimizers: {
    summary: 'optimizers and learning-rate schedules, with their options',
    sections: () => [section('optimizer', optimizers), section('schedule', schedules)],
  },
  variants: {
    summary: 'variants of F³ and of the feedback, activations and losses',
    sections: () => [
      section('errorTransform', errorTransforms),
      section('errorInit', errorInits),
      section('lossErrorScale', lossErrorScales),
      section('feedbackSharing', feedbackSharings),
      section('feedbackRedraw', feedbackRedraws),
      section('feedbackReduction', feedbackReductions),
      section('activation', pick(activations, activationIds)),
      section('outputActivation', pick(activations, outputActivationIds)),
      section('loss', losses),
    ],
  },
  measures: {
    summary: 'what can be measured while it trains',
    sections: () => [section('measures', measures)],
  },
} as const satisfies Record<string, List>;

export const listText = (list: List): string => list.sections().join('\n\n');
