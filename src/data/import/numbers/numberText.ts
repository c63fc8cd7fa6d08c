/** Parses a cell as a number in one locale, with thousands separators, sign and unit. */
import type { DecimalMark } from '../table/table';
import { currencies, mayTouch, unitOf } from './units';

/** The largest number of single precision. */
const LARGEST = 3.4028234663852886e38;
export const fitsNetwork = (value: number): boolean => Math.abs(value) <= LARGEST;

/** Number formats that deserve a note. */
export type NumberForm = 'comma' | 'thousands' | 'minus' | 'fortran';

export interface ReadNumber {
  readonly value: number;
  /** Normalised unit: "%", "$", "m2"; empty if none. */
  readonly unit: string;
  readonly forms: readonly NumberForm[];
}

/** Longer cells are not parsed as numbers. */
const LONGEST = 60;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const POINT = 46;

/** Leading zeros, as in "01234", which are lost in a number. */
export function hasLeadingZero(cell: string): boolean {
  const first = cell.charCodeAt(0);
  const start = first === 45 || first === 43 ? 1 : 0;
  return cell.charCodeAt(start) === 48 && isDigit(cell.charCodeAt(start + 1));
}
/** Whole numbers that would be rounded to double precision. */
export const hasTooManyDigits = (cell: string, value: number): boolean =>
  Math.abs(value) > Number.MAX_SAFE_INTEGER && /^[+-]?\d{16,}$/.test(cell) && BigInt(cell) !== BigInt(value);

/** Index after the digits. */
function digitsFrom(cell: string, from: number): number {
  let at = from;
  while (isDigit(cell.charCodeAt(at))) at++;
  return at;
}

/** Fast path for ASCII numbers such as "-12.5e3"; NaN for anything else. */
export function plainNumber(cell: string): number {
  const first = cell.charCodeAt(0);
  const start = first === 45 || first === 43 ? 1 : 0;
  let at = digitsFrom(cell, start);
  let digits = at - start;
  if (cell.charCodeAt(at) === POINT) {
    const end = digitsFrom(cell, at + 1);
    digits += end - at - 1;
    at = end;
  }
  if (digits === 0) return Number.NaN;
  if (at < cell.length) {
    if ((cell.charCodeAt(at) | 32) !== 101) return Number.NaN;
    const sign = cell.charCodeAt(at + 1);
    const from = at + (sign === 45 || sign === 43 ? 2 : 1);
    const end = digitsFrom(cell, from);
    if (end === from || end < cell.length) return Number.NaN;
  }
  return Number(cell);
}

const dashes = new Set(['\u2010', '\u2011', '\u2012', '\u2013', '\u2212', '\ufe63', '\uff0d']);
const spaces = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/;
/** Zero-width characters, from numbers copied from web pages. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

function asciiOf(character: string): string {
  if (dashes.has(character)) return '-';
  if (character === '\u2019' || character === '\u02bc') return "'";
  if (spaces.test(character)) return ' ';
  if (invisible.test(character)) return '';
  const code = character.charCodeAt(0);
  // Full-width characters, and Arabic and Persian digits.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  return character;
}

const onlyAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
};
/** Converts dashes, apostrophes, blanks and digits of other scripts to ASCII. */
export const inAscii = (text: string): string =>
  onlyAscii(text) ? text : Array.from(text, asciiOf).join('').trim();

const inFront = new RegExp(`^(?:(?:[A-Z]{1,2})?\\p{Sc}|(?:${currencies.join('|')})(?![A-Z])) ?`, 'u');
/** The text after the digits as a unit; undefined if it is not one. */
const unitBehind = (text: string, blankBefore: boolean): string | undefined =>
  blankBefore || mayTouch(text) ? unitOf(text) : undefined;

/** Sign, currency, digits with separators, exponent and suffix. */
interface Parts {
  readonly negative: boolean;
  readonly body: string;
  readonly exponent: string;
  readonly unit: string;
  readonly forms: readonly NumberForm[];
}

const bodyAt = /^(?:\d|[.,](?=\d))(?:[\d.,]|[ '](?=\d))*/;
const exponentAt = /^[eE]([+-]?\d+)/;
/** Fortran's double precision; "12D4" is a name. */
const fortranAt = /^[dD]([+-]\d+)/;
const fortranAfterMark = /^[dD](\d+)/;

/** "12,-" and "12.--" are prices without cents; the dashes are not a sign. */
const noCents = (body: string): RegExp | '' => (/[.,]$/.test(body) ? /^--?/ : '');

/** Quick check of the first character, which rules out most texts. */
function mayBegin(cell: string): boolean {
  const code = cell.charCodeAt(0);
  if (isDigit(code) || code > 127) return true;
  // $ ( ' + , - . and capitals, for currency codes.
  return code === 36 || (code >= 40 && code <= 46) || (code >= 65 && code <= 90);
}

function partsOf(cell: string): Parts | undefined {
  if (cell.length > LONGEST || !mayBegin(cell)) return undefined;
  const text = inAscii(cell);
  const bracketed = text.startsWith('(') && text.endsWith(')');
  let rest = bracketed ? text.slice(1, -1).trim() : text;
  let sign = '';
  const takeSign = (): void => {
    if (sign !== '' || !/^[+-]/.test(rest)) return;
    sign = rest[0]!;
    rest = rest.slice(1).trimStart();
  };
  takeSign();
  const currency = inFront.exec(rest)?.[0] ?? '';
  rest = rest.slice(currency.length);
  if (currency !== '') takeSign();
  const body = bodyAt.exec(rest)?.[0];
  if (body === undefined) return undefined;
  rest = rest.slice(body.length).replace(noCents(body), '');
  const fortran = fortranAt.exec(rest) ?? (/[.,]/.test(body) ? fortranAfterMark.exec(rest) : null);
  const power = exponentAt.exec(rest) ?? fortran;
  rest = rest.slice(power?.[0].length ?? 0);
  const trailing = sign === '' && rest.endsWith('-');
  const behind = trailing ? rest.slice(0, -1) : rest;
  const suffix = behind.trim();
  if (bracketed && (sign !== '' || trailing)) return undefined;
  const unit = suffix === '' ? currency.trim() : unitBehind(suffix, behind.startsWith(' '));
  if (unit === undefined || (suffix !== '' && currency !== '')) return undefined;
  const negative = bracketed || trailing || sign === '-';
  const forms: NumberForm[] = [];
  if (negative && !cell.startsWith('-')) forms.push('minus');
  if (power && power === fortran) forms.push('fortran');
  return { negative, body, exponent: power?.[1] ?? '', unit, forms };
}

/** Thousands groups: "1,234,567", "1 234", "1'234"; with commas also Indian "12,34,567". */
const groups: Readonly<Record<string, RegExp>> = {
  ',': /^[1-9]\d{0,2}(?:,\d{3})+$|^[1-9]\d?(?:,\d{2})+,\d{3}$/,
  '.': /^[1-9]\d{0,2}(?:\.\d{3})+$/,
  ' ': /^[1-9]\d{0,2}(?: \d{3})+$/,
  "'": /^[1-9]\d{0,2}(?:'\d{3})+$/,
};

function inLocale(
  { negative, body, exponent, unit, forms }: Parts,
  decimal: DecimalMark,
): ReadNumber | undefined {
  const mark = decimal === 'point' ? '.' : ',';
  const at = body.indexOf(mark);
  const whole = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? '' : body.slice(at + 1);
  if (!/^\d*$/.test(fraction) || (whole === '' && fraction === '')) return undefined;
  const between = /[^\d]/.exec(whole)?.[0];
  if (between !== undefined && (exponent !== '' || !groups[between]!.test(whole))) return undefined;
  const digits = between === undefined ? whole : whole.replaceAll(between, '');
  const size = Number(`${digits || '0'}.${fraction || '0'}e${exponent || '0'}`);
  const own: NumberForm[] = [...forms];
  if (between !== undefined) own.push('thousands');
  else if (at >= 0 && decimal === 'comma') own.push('comma');
  return { value: negative ? -size : size, unit, forms: own };
}

/** @param cell trimmed @returns undefined if it is not a number in this locale */
export function readNumber(cell: string, decimal: DecimalMark): ReadNumber | undefined {
  const parts = partsOf(cell);
  return parts && inLocale(parts, decimal);
}

/** Plain numbers with either decimal mark: "3.14", "3,14"; NaN for anything else. */
export const plainInEither = (cell: string): number => plainNumber(cell.replace(',', '.'));

/** With unknown decimal mark: a single mark is decimal, otherwise the locale that fits. NaN if not a number. */
export function numberInEither(cell: string): number {
  const plain = plainInEither(cell);
  if (!Number.isNaN(plain)) return plain;
  return (readNumber(cell, 'point') ?? readNumber(cell, 'comma'))?.value ?? Number.NaN;
}

/** Evidence for the decimal mark: a cell is a number with only this one, or a different number with each. */
export type MarkEvidence = DecimalMark | 'either';

/** Ambiguous groups such as "12.345" and "12,345": up to three digits, the mark, three digits. */
function isGroupLike(cell: string, at: number): boolean {
  const first = cell.charCodeAt(0);
  const start = first === 45 || first === 43 ? 1 : 0;
  return (
    at > start &&
    at - start <= 3 &&
    cell.charCodeAt(start) !== 48 &&
    cell.length === at + 4 &&
    digitsFrom(cell, at + 1) === cell.length
  );
}

/** For plain numbers with at most this one mark. */
export function plainEvidence(cell: string, mark: '.' | ','): MarkEvidence | undefined {
  const at = cell.indexOf(mark);
  if (at < 0) return undefined;
  if (isGroupLike(cell, at)) return 'either';
  return mark === '.' ? 'point' : 'comma';
}

/** For any other cell; undefined if it is the same number with both marks, or not a number. */
export function markEvidence(cell: string): MarkEvidence | undefined {
  if (!/[.,\uff0c\uff0e]/.test(cell)) return undefined;
  const parts = partsOf(cell);
  if (!parts) return undefined;
  const [point, comma] = [inLocale(parts, 'point'), inLocale(parts, 'comma')];
  if (point && comma) return point.value === comma.value ? undefined : 'either';
  return point ? 'point' : comma && 'comma';
}

const infinite = /^[+-]?(?:inf|infinity|\u221e|1\.#inf)$/i;
/** Infinity as languages write it: "inf", "-Infinity", "∞". */
export const isInfiniteText = (cell: string): boolean => cell.length <= 9 && infinite.test(cell);
