/**
 * An optimizer's or schedule's options as text: "momentum=0.8,epsilon=1e-7". Only values that differ from the defaults
 * are stored and written; "default" if none does.
 */
import { optimizers } from '../../core/optimizers';
import { type NumberOption, type NumberOptions, type OptionValues, optionProblem } from '../../core/options';
import { type KeysOfKind, settings } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { schedules } from '../../core/schedules';
import { asWritten, type Form, fail, integerOf, listOf, numberOf, type Parsed, unquoted } from './field';

export type OptionsKey = KeysOfKind<'options'>;

/** Name and options of the chosen optimizer or schedule. */
export const optionsOf: Readonly<
  Record<OptionsKey, (experiment: Experiment) => { readonly name: string; readonly options: NumberOptions }>
> = {
  optimizerOptions: ({ optimizer }) => optimizers[optimizer],
  scheduleOptions: ({ schedule }) => schedules[schedule],
};

/** Valid values of known options that differ from their defaults. */
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

/** Drops options that the chosen optimizer and schedule do not have. */
export function withOwnOptions(experiment: Experiment): Experiment {
  const own = (key: OptionsKey) => ownValues(optionsOf[key](experiment).options, experiment[key]);
  return {
    ...experiment,
    optimizerOptions: own('optimizerOptions'),
    scheduleOptions: own('scheduleOptions'),
  };
}

/** Parses an option's value; NaN if it is invalid. */
export const optionNumber = ({ whole }: NumberOption, text: string): number =>
  whole ? integerOf(text) : numberOf(text);

/** One option as given in a text or a file. */
interface Given {
  readonly name: string;
  readonly text: string;
  readonly valueFor: (option: NumberOption) => number;
  /** Appended to a message about the value. */
  readonly hint: string;
}

interface Entry {
  readonly name: string;
  readonly options: NumberOptions;
}

function checkOption(label: string, { name: entry, options }: Entry, given: Given): Parsed<number> {
  const { name, text, valueFor, hint } = given;
  const known = Object.keys(options);
  if (!known.includes(name)) {
    const wayOut = known.length === 0 ? 'It has none; leave it out' : `It has ${known.join(', ')}`;
    return fail(label, name, `is not an option of ${entry}. ${wayOut}`);
  }
  const option = options[name] as NumberOption;
  const value = valueFor(option);
  const problem = optionProblem(option, value);
  return problem === undefined ? { ok: true, value } : fail(`${label}, ${name}`, text, `${problem}${hint}`);
}

/** "momentum=0.8,epsilon=1e-7" → its parts. */
function typedOptions(label: string, text: string): Parsed<readonly Given[]> {
  if (text.trim() === 'default') return { ok: true, value: [] };
  const parts = listOf(text);
  if (parts.length === 0) return fail(label, text, 'names no option. Write default, or momentum=0.8');
  if (parts.includes(''))
    return fail(label, text, 'has nothing between two commas. Write momentum=0.8,epsilon=1e-7');
  const crowded = parts.find((part) => part.split('=').length > 2);
  if (crowded !== undefined) return fail(label, crowded, 'has more than one “=”. Write momentum=0.8');
  const given = parts.map((part) => {
    const [name = '', value = ''] = part.split('=').map((side) => side.trim());
    return { name, text: value, valueFor: (option: NumberOption) => optionNumber(option, value), hint: '' };
  });
  const twice = given.find(({ name }, place) => given.findIndex((other) => other.name === name) < place);
  return twice ? fail(label, text, `names ${twice.name} twice. Remove one`) : { ok: true, value: given };
}

function optionsForm<K extends OptionsKey>(field: K): Form<K> {
  const { label } = settings[field];
  const collect = (all: readonly Given[], experiment: Experiment): Parsed<Experiment[K]> => {
    const entry = optionsOf[field](experiment);
    const values: [name: string, value: number][] = [];
    for (const given of all) {
      const checked = checkOption(label, entry, given);
      if (!checked.ok) return checked;
      values.push([given.name, checked.value]);
    }
    return { ok: true, value: ownValues(entry.options, Object.fromEntries(values)) as Experiment[K] };
  };
  return {
    parse: (text, experiment) => {
      const typed = typedOptions(label, text);
      return typed.ok ? collect(typed.value, experiment) : typed;
    },
    format: (value, experiment) => {
      const own = Object.entries(ownValues(optionsOf[field](experiment).options, value));
      return own.length === 0 ? 'default' : own.map(([name, one]) => `${name}=${one}`).join(',');
    },
    read: (value, experiment) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return fail(label, asWritten(value), 'is not a set of numbers. Write {"momentum": 0.9}, or {}');
      const all = Object.entries(value).map(([name, one]) => ({
        name,
        text: asWritten(one),
        valueFor: () => (typeof one === 'number' ? one + 0 : Number.NaN),
        hint: unquoted(one),
      }));
      return collect(all, experiment);
    },
  };
}

export const optimizerOptionsForm = optionsForm('optimizerOptions');
export const scheduleOptionsForm = optionsForm('scheduleOptions');
