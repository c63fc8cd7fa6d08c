/** What a setting is as text and as JSON, and how the common kinds of settings are read and written. */
import { type Experiment, experimentSchema } from '../core/run';

export type FieldKey = keyof Experiment;

/** The parts in which form and help show the settings. */
export const groups = {
  data: 'Data',
  algorithms: 'Algorithms',
  network: 'Network',
  feedback: 'Feedback',
  f3: 'F³',
  training: 'Training',
  measures: 'Measures',
} as const;
export type GroupId = keyof typeof groups;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

export interface Field<K extends FieldKey> {
  /** Query key and command-line option: "batch-size". */
  readonly key: string;
  /** Accessible name in the page: "Batch size". */
  readonly label: string;
  readonly group: GroupId;
  readonly help: string;
  /**
   * Text as typed → value, or a problem that names the field, the value and the way out.
   * @param experiment what is set so far: fields are read in the order of their list
   */
  readonly parse: (text: string, experiment: Experiment) => Parsed<Experiment[K]>;
  readonly format: (value: Experiment[K], experiment: Experiment) => string;
  /** The same from a file's JSON. */
  readonly read: (value: unknown, experiment: Experiment) => Parsed<Experiment[K]>;
}

interface Text {
  readonly key: string;
  readonly label: string;
  readonly group: GroupId;
  readonly help: string;
}

export const fail = (
  label: string,
  text: string,
  wayOut: string,
): { readonly ok: false; readonly problem: string } => ({
  ok: false,
  problem: `${label}: “${text.trim()}” ${wayOut}.`,
});

/** A value from a file, as its author wrote it. */
export const asWritten = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));

/** "a, b ,c" → its parts; nothing for an empty text. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** An empty text is no number, not 0. */
export const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** Validates one value by its own part of the schema. */
export function check<K extends FieldKey>(
  key: K,
  label: string,
  text: string,
  value: unknown,
): Parsed<Experiment[K]> {
  const result = experimentSchema.shape[key].safeParse(value);
  if (result.success) return { ok: true, value: result.data as Experiment[K] };
  return fail(label, text, result.error.issues[0]?.message ?? 'is not valid');
}

/** Settings whose value is of one kind. */
export type KeysOf<T> = { [K in FieldKey]: Experiment[K] extends T ? K : never }[FieldKey];

export function numberField<K extends KeysOf<number>>(field: K, text: Text): Field<K> {
  const { label } = text;
  return {
    ...text,
    parse: (typed) => check(field, label, typed, numberOf(typed)),
    format: (value) => String(value),
    read: (value) => check(field, label, asWritten(value), value),
  };
}

/** @param choices every value there is, from its registry */
export function choiceField<K extends KeysOf<string>>(
  choices: readonly Experiment[K][],
  text: Text,
): Field<K> {
  const all = choices.join(', ');
  const parse = (typed: string): Parsed<Experiment[K]> => {
    const found = choices.find((id) => id === typed.trim());
    return found === undefined
      ? fail(text.label, typed, `is not known. Choose ${all}`)
      : { ok: true, value: found };
  };
  return {
    ...text,
    help: `${text.help}: ${all}`,
    parse,
    format: (value) => value,
    read: (value) => parse(asWritten(value)),
  };
}

export function yesNoField<K extends KeysOf<boolean>>(text: Text): Field<K> {
  const parse = (typed: string): Parsed<Experiment[K]> => {
    const word = typed.trim().toLowerCase();
    if (word !== 'yes' && word !== 'no') return fail(text.label, typed, 'is neither yes nor no. Write one');
    return { ok: true, value: (word === 'yes') as Experiment[K] };
  };
  return {
    ...text,
    help: `${text.help}: yes or no`,
    parse,
    format: (value) => (value ? 'yes' : 'no'),
    read: (value) =>
      typeof value === 'boolean'
        ? { ok: true, value: value as Experiment[K] }
        : fail(text.label, asWritten(value), 'is neither true nor false. Write one'),
  };
}

/** Several of a registry's ids, always in its order: it is the order of rows and legends. */
export function idsField<K extends 'rules' | 'measures'>(
  field: K,
  ids: readonly Experiment[K][number][],
  text: Text & { readonly none?: 'none' },
): Field<K> {
  const { none, ...own } = text;
  const all = ids.join(', ');
  const choose = (wanted: readonly string[], typed: string): Parsed<Experiment[K]> => {
    const unknown = wanted.find((id) => !(ids as readonly string[]).includes(id));
    if (unknown !== undefined) return fail(own.label, unknown, `is not known. Choose ${all}`);
    if (wanted.length === 0 && none === undefined)
      return fail(own.label, typed, `needs at least one. Choose ${all}`);
    return check(
      field,
      own.label,
      typed,
      ids.filter((id) => wanted.includes(id)),
    );
  };
  return {
    ...own,
    parse: (typed) => choose(typed.trim() === none ? [] : listOf(typed), typed),
    format: (value) => (value.length === 0 && none !== undefined ? none : value.join(',')),
    read: (value) =>
      Array.isArray(value) && value.every((id) => typeof id === 'string')
        ? choose(value, asWritten(value))
        : fail(own.label, asWritten(value), `is not a list. Write ["${ids[0]}", "${ids[1]}"]`),
  };
}
