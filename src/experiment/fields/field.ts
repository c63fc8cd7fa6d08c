/** Text and JSON forms of a setting, with parsers and formatters for the common kinds. */
import type { GroupId, Setting } from '../../core/run/setting';
import { type Experiment, experimentSchema } from '../../core/run/spec';

export type FieldKey = keyof Experiment;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

/** Converts a setting's value from and to text, and from JSON. */
export interface Form<K extends FieldKey> {
  /**
   * Typed text → value, or a problem that names the field, the value and how to fix it.
   * @param experiment the settings read so far, in the order of the field list
   */
  readonly parse: (text: string, experiment: Experiment) => Parsed<Experiment[K]>;
  readonly format: (value: Experiment[K], experiment: Experiment) => string;
  /** The same for a value from a file's JSON. */
  readonly read: (value: unknown, experiment: Experiment) => Parsed<Experiment[K]>;
}

export interface Field<K extends FieldKey> extends Form<K> {
  /** Query key and command-line option: "batch-size". */
  readonly key: string;
  /** Accessible name in the page: "Batch size". */
  readonly label: string;
  readonly group: GroupId;
  /** One sentence, followed by the possible values if they are a fixed list. */
  readonly help: string;
}

/** Maximum of characters of an invalid value that a message quotes. */
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

/** JSON cannot represent the infinity that 1e999 is parsed to. */
const spelt = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** A value from a file, as written there. */
export const asWritten = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : (JSON.stringify(value, spelt) ?? String(value));

/** Hint to append to a message about a number that the file has as a string. */
export const unquoted = (value: unknown): string =>
  typeof value === 'string' ? ', without quotation marks' : '';

/** "a, b ,c" → its trimmed parts, including empty ones; an empty list if all are empty. */
export function listOf(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.every((part) => part === '') ? [] : parts;
}

const DECIMAL = /^-?((?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const WHOLE = /^-?(?:0|[1-9]\d*)$/;

/**
 * Parses a typed number, for every input: digits, at most one decimal point, an optional exponent. NaN for other texts
 * that JavaScript accepts ("0x2", "1e999", "+5", "0500", an empty text), for minus zero, and for nonzero numbers that
 * underflow to zero.
 */
export function numberOf(text: string): number {
  const digits = DECIMAL.exec(text.trim())?.[1];
  if (digits === undefined) return Number.NaN;
  const value = Number(text);
  const vanished = value === 0 && /[1-9]/.test(digits);
  return Number.isFinite(value) && !vanished && !Object.is(value, -0) ? value : Number.NaN;
}

/** Parses a whole number, which is digits only: NaN for "1e1" and "1.0". */
export const integerOf = (text: string): number => (WHOLE.test(text.trim()) ? numberOf(text) : Number.NaN);

/** A number with a decimal comma: "1,5". */
export const isDecimalComma = (text: string): boolean => /^\s*-?\d+,\d+\s*$/.test(text);

/** Hint to append to a message about a decimal comma. */
const pointHint = (text: string): string =>
  isDecimalComma(text) ? `, with a decimal point: ${text.trim().replace(',', '.')}` : '';

/** Validates a value against its setting's part of the schema. */
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
// The forms of a kind serve several settings, whose value types only the schema distinguishes.
type Any = Experiment[FieldKey];

export function numberForm(name: FieldKey, { label, kind }: Of<'whole' | 'number'>): Form<FieldKey> {
  const judge = (typed: string, value: unknown, hint: string): Parsed<Any> => {
    const checked = check(name, label, typed, value);
    return checked.ok ? checked : { ok: false, problem: checked.problem.replace(/\.$/, `${hint}.`) };
  };
  const inDigits = (typed: string): string =>
    typed.trim() !== '' && Number.isInteger(Number(typed)) && Number.isNaN(integerOf(typed))
      ? ' in plain digits'
      : '';
  return {
    parse: (typed) =>
      kind === 'whole'
        ? judge(typed, integerOf(typed), inDigits(typed))
        : judge(typed, numberOf(typed), pointHint(typed)),
    format: String,
    // Converts −0 to 0.
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

/** A list of a registry's ids, always in the registry's order, which is that of rows and legends. */
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
