/** What a setting is as text and as JSON, and how the common kinds of settings are read and written. */
import type { GroupId, Setting } from '../../core/run/setting';
import { type Experiment, experimentSchema } from '../../core/run/spec';

export type FieldKey = keyof Experiment;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

/** A setting's value as text and as JSON. */
export interface Form<K extends FieldKey> {
  /**
   * Text as typed → value, or a problem that names the field, the value and the way out.
   * @param experiment what is set so far: fields are read in the order of their list
   */
  readonly parse: (text: string, experiment: Experiment) => Parsed<Experiment[K]>;
  readonly format: (value: Experiment[K], experiment: Experiment) => string;
  /** The same from a file's JSON. */
  readonly read: (value: unknown, experiment: Experiment) => Parsed<Experiment[K]>;
}

export interface Field<K extends FieldKey> extends Form<K> {
  /** Query key and command-line option: "batch-size". */
  readonly key: string;
  /** Accessible name in the page: "Batch size". */
  readonly label: string;
  readonly group: GroupId;
  /** One sentence, with the values where they are a list. */
  readonly help: string;
}

/** Characters of a wrong value that a message repeats. */
const MOST_SHOWN = 120;
export const shown = (text: string): string =>
  text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;

export const fail = (
  label: string,
  text: string,
  wayOut: string,
): { readonly ok: false; readonly problem: string } => ({
  ok: false,
  problem: `${label}: “${shown(text.trim())}” ${wayOut}.`,
});

/** JSON has no word for numbers beyond the largest, which 1e999 becomes. */
const spelt = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** A value from a file, as its author wrote it. */
export const asWritten = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : (JSON.stringify(value, spelt) ?? String(value));

/** For the end of a message about a value that should be a number and is a text in the file. */
export const unquoted = (value: unknown): string =>
  typeof value === 'string' ? ', without quotation marks' : '';

/** "a, b ,c" → its parts, empty ones included; none where there is nothing but commas. */
export function listOf(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => part === '') ? [] : parts;
}

const DECIMAL = /^-?((?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const WHOLE = /^-?(?:0|[1-9]\d*)$/;

/**
 * The one way in which people's numbers are read, wherever they are typed: digits, at most one point, an exponent.
 * NaN for everything else that JavaScript would take ("0x2", "1e999", "+5", "0500", an empty text), for minus zero,
 * and for what would become zero without being it.
 */
export function numberOf(text: string): number {
  const digits = DECIMAL.exec(text.trim())?.[1];
  if (digits === undefined) return Number.NaN;
  const value = Number(text);
  const vanished = value === 0 && /[1-9]/.test(digits);
  return Number.isFinite(value) && !vanished && !Object.is(value, -0) ? value : Number.NaN;
}

/** A whole number is digits: neither "1e1" nor "1.0". */
export const wholeOf = (text: string): number => (WHOLE.test(text.trim()) ? numberOf(text) : Number.NaN);

/** "1,5" */
export const isDecimalComma = (text: string): boolean => /^\s*-?\d+,\d+\s*$/.test(text);

/** What to do about one, for the end of a message. */
const pointHint = (text: string): string =>
  isDecimalComma(text) ? `, with a decimal point: ${text.trim().replace(',', '.')}` : '';

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

type Of<Kind extends Setting['kind']> = Setting & { readonly kind: Kind };
// Values of a kind in general: which setting it is, only its schema knows.
type Any = Experiment[FieldKey];

export function numberForm(name: FieldKey, { label, kind }: Of<'whole' | 'number'>): Form<FieldKey> {
  const judge = (typed: string, value: unknown, hint: string): Parsed<Any> => {
    const checked = check(name, label, typed, value);
    return checked.ok ? checked : { ok: false, problem: checked.problem.replace(/\.$/, `${hint}.`) };
  };
  const inDigits = (typed: string): string =>
    typed.trim() !== '' && Number.isInteger(Number(typed)) && Number.isNaN(wholeOf(typed))
      ? ' in plain digits'
      : '';
  return {
    parse: (typed) =>
      kind === 'whole'
        ? judge(typed, wholeOf(typed), inDigits(typed))
        : judge(typed, numberOf(typed), pointHint(typed)),
    format: String,
    // JSON's minus zero is zero.
    read: (value) => judge(asWritten(value), typeof value === 'number' ? value + 0 : value, unquoted(value)),
  };
}

export function choiceForm({ label, ids }: Of<'choice'>): Form<FieldKey> {
  const parse = (typed: string): Parsed<Any> => {
    const found = ids.find((id) => id === typed.trim());
    return found === undefined
      ? fail(label, typed, `is not known. Choose ${ids.join(', ')}`)
      : { ok: true, value: found as Any };
  };
  return { parse, format: String, read: (value) => parse(asWritten(value)) };
}

export function switchForm({ label }: Of<'switch'>): Form<FieldKey> {
  return {
    parse: (typed) => {
      const word = typed.trim().toLowerCase();
      if (word !== 'yes' && word !== 'no') return fail(label, typed, 'must be yes or no');
      return { ok: true, value: word === 'yes' };
    },
    format: (value) => (value ? 'yes' : 'no'),
    read: (value) =>
      typeof value === 'boolean'
        ? { ok: true, value }
        : fail(label, asWritten(value), 'must be true or false'),
  };
}

/** Several of a registry's ids, always in its order: it is the order of rows and legends. */
export function severalForm(name: FieldKey, { label, ids, none }: Of<'several'>): Form<FieldKey> {
  const all = ids.join(', ');
  const choose = (wanted: readonly string[], typed: string): Parsed<Any> => {
    if (wanted.includes('')) return fail(label, typed, `names nothing between two commas. Choose ${all}`);
    const unknown = wanted.find((id) => !ids.includes(id));
    if (unknown !== undefined) return fail(label, unknown, `is not known. Choose ${all}`);
    if (wanted.length === 0 && (none === undefined || typed.trim() !== none))
      return fail(label, typed, `needs at least one. Choose ${none ? `${none}, or some of ` : ''}${all}`);
    return check(
      name,
      label,
      typed,
      ids.filter((id) => wanted.includes(id)),
    );
  };
  return {
    parse: (typed) => choose(typed.trim() === none ? [] : listOf(typed), typed),
    format: (value) => {
      const chosen = value as readonly string[];
      return chosen.length === 0 && none !== undefined ? none : chosen.join(',');
    },
    read: (value) =>
      Array.isArray(value) && value.every((id) => typeof id === 'string')
        ? choose(value, value.length === 0 ? (none ?? '[]') : asWritten(value))
        : fail(label, asWritten(value), `is not a list. Write ["${ids[0]}", "${ids[1]}"]`),
  };
}
