/**
 * An optimizer's or schedule's own numbers as text: "momentum=0.8,epsilon=1e-7". Held and written are only
 * those that differ from the entry's default; "default" when none does.
 */

import { optimizers } from '../core/optimizers';
import { type NumberOptions, type OptionValues, optionProblem } from '../core/options';
import type { Experiment } from '../core/run';
import { schedules } from '../core/schedules';
import { asWritten, type Field, fail, listOf, numberOf, type Parsed } from './field';

export type OptionsKey = 'optimizerOptions' | 'scheduleOptions';

/** What the chosen entry calls itself, and which options it has. */
export const optionsOf: Readonly<
  Record<OptionsKey, (experiment: Experiment) => { readonly name: string; readonly options: NumberOptions }>
> = {
  optimizerOptions: ({ optimizer }) => optimizers[optimizer],
  scheduleOptions: ({ schedule }) => schedules[schedule],
};

/** The values that the entry has and that are not its defaults. */
function ownValues(options: NumberOptions, given: OptionValues): Record<string, number> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([key, option]) => {
      const value = given[key];
      const own =
        value !== undefined && value !== option.default && optionProblem(option, value) === undefined;
      return own ? [[key, value]] : [];
    }),
  );
}

/** Options that the chosen optimizer and schedule do not have are dropped. */
export function withOwnOptions(experiment: Experiment): Experiment {
  const own = (key: OptionsKey) => ownValues(optionsOf[key](experiment).options, experiment[key]);
  return {
    ...experiment,
    optimizerOptions: own('optimizerOptions'),
    scheduleOptions: own('scheduleOptions'),
  };
}

function checkOption(
  label: string,
  entry: { readonly name: string; readonly options: NumberOptions },
  key: string,
  value: number,
  text: string,
): string | undefined {
  const known = Object.keys(entry.options);
  if (!known.includes(key)) {
    const wayOut = known.length === 0 ? 'It has none; leave it out' : `It has ${known.join(', ')}`;
    return fail(label, key, `is no option of ${entry.name}. ${wayOut}`).problem;
  }
  const problem = optionProblem(entry.options[key] as NumberOptions[string], value);
  return problem && fail(`${label}, ${key}`, text, problem).problem;
}

function optionsField<K extends OptionsKey>(field: K, key: string, label: string, help: string): Field<K> {
  const collect = (
    pairs: readonly (readonly [key: string, value: number, text: string])[],
    experiment: Experiment,
  ): Parsed<Experiment[K]> => {
    const entry = optionsOf[field](experiment);
    for (const [name, value, text] of pairs) {
      const problem = checkOption(label, entry, name, value, text);
      if (problem !== undefined) return { ok: false, problem };
    }
    const given = Object.fromEntries(pairs.map(([name, value]) => [name, value]));
    return { ok: true, value: ownValues(entry.options, given) as Experiment[K] };
  };
  return {
    key,
    label,
    group: 'training',
    help,
    parse: (text, experiment) => {
      const pairs = (text.trim() === 'default' ? [] : listOf(text)).map((part) => {
        const [name = '', value = ''] = part.split('=').map((side) => side.trim());
        return [name, numberOf(value), value] as const;
      });
      return collect(pairs, experiment);
    },
    format: (value, experiment) => {
      const own = Object.entries(ownValues(optionsOf[field](experiment).options, value));
      return own.length === 0 ? 'default' : own.map(([name, one]) => `${name}=${one}`).join(',');
    },
    read: (value, experiment) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return fail(label, asWritten(value), 'is not a set of numbers. Write {"momentum": 0.9}, or {}');
      const pairs = Object.entries(value).map(
        ([name, one]) => [name, typeof one === 'number' ? one : Number.NaN, asWritten(one)] as const,
      );
      return collect(pairs, experiment);
    },
  };
}

export const optimizerOptionsField = optionsField(
  'optimizerOptions',
  'optimizer-options',
  'Optimizer options',
  'numbers of the chosen optimizer, such as momentum=0.8; `lab optimizers` lists them',
);
export const scheduleOptionsField = optionsField(
  'scheduleOptions',
  'schedule-options',
  'Schedule options',
  'numbers of the chosen schedule, such as factor=0.1,first=60,every=30',
);
