/**
 * Number formats of the page, of messages from engine and data, and of the command line, which replaces the typeset minus
 * and spaces by plain ones (`src/cli/plain.ts`). Groups of thousands, minus U+2212, a narrow no-break space
 * before a unit. Rounding never yields a value with a special meaning: only 0 is printed as 0, only 100 % as 100 %.
 */
import { powerOfTen } from './random/portable';

const THIN = '\u202f';
const MINUS = '\u2212';
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

const signed = (text: string): string => text.replaceAll('-', MINUS);

/** Text of a number that is not finite. */
function notFinite(n: number): string | undefined {
  if (Number.isNaN(n)) return 'not a number';
  if (Number.isFinite(n)) return undefined;
  return n < 0 ? `${MINUS}∞` : '∞';
}

export const count = (n: number): string => notFinite(n) ?? signed(whole.format(n));

/** Maximum number of extra digits; beyond them a number is given as below or above a bound. */
const MOST_MORE = 3;

/**
 * Fixed number of decimals; more if the number would otherwise round to one of `limits`, at most as in "<0.00001" or
 * ">99.99999".
 * @param limits ascending, from 0; for both signs
 */
function fixed(value: number, digits: number, limits: readonly number[]): string {
  const size = Math.abs(value);
  const met = (text: string) => limits.find((limit) => Math.abs(Number(text)) === limit && size !== limit);
  for (let more = 0; more <= MOST_MORE; more++) {
    const text = value.toFixed(digits + more);
    if (met(text) === undefined) return text;
  }
  const most = digits + MOST_MORE;
  const limit = met(value.toFixed(most)) ?? 0;
  const sign = value < 0 ? '-' : '';
  if (size > limit && limit > 0) return `${sign}>${limit.toFixed(0)}`;
  if (limit === 0) return `${sign}<${powerOfTen(-most).toFixed(most)}`;
  return `${sign}>${(limit - powerOfTen(-most)).toFixed(most)}`;
}

const hundredths = (fraction: number, digits: number): string => fixed(100 * fraction, digits, [0, 100]);

export const percent = (fraction: number, digits: number): string =>
  `${percentNumber(fraction, digits)}${THIN}%`;
/** For columns whose header says that values are in percent. */
export const percentNumber = (fraction: number, digits: number): string =>
  notFinite(fraction) ?? signed(hundredths(fraction, digits));
/** A difference: "+1.42", "−0.31". */
export const points = (fraction: number): string =>
  notFinite(fraction) ?? `${fraction > 0 ? '+' : ''}${signed(fixed(100 * fraction, 2, [0]))}`;
/** For several runs: "97.51 ± 0.12 %"; without a deviation only the mean. */
export const percentSpread = (mean: number, sd: number | undefined, digits: number): string =>
  sd === undefined ? percent(mean, digits) : `${percentNumber(mean, digits)} ± ${percent(sd, digits)}`;
/** 0° and 180° mean exactly equal and exactly opposite directions. */
export const degrees = (angle: number): string => `${notFinite(angle) ?? signed(fixed(angle, 1, [0, 180]))}°`;
/** For correlations and R²: 0 and 1 only if exact. */
export const coefficient = (r: number, digits = 2): string =>
  notFinite(r) ?? signed(fixed(r, digits, [0, 1]));

/** For cosines of angles: −1, 0 and 1 only if exact. */
export const cosineText = (value: number): string => coefficient(value, 3);

/** Numbers above and below these have a power of ten. */
const LARGE = 1e6;
const SMALL = 0.001;

/** Significant digits, but all digits of integers; grouped from 1,000 on, with a power of ten if that is shorter. */
function digitsOf(n: number, digits: number): string {
  const said = notFinite(n);
  if (said !== undefined) return said;
  const size = Math.abs(Number(n.toPrecision(digits)));
  if (size !== 0 && (size < SMALL || size >= LARGE))
    return signed(n.toExponential(digits - 1).replace('e+', 'e'));
  return size >= powerOfTen(digits)
    ? count(n)
    : signed(n === 0 ? (0).toPrecision(digits) : n.toPrecision(digits));
}
/** "0.50" is "0.5", "1.0e−7" is "1e−7". */
const withoutZeros = (text: string): string =>
  text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');

/** Three significant digits, for numbers of any size. */
export const threeDigits = (n: number): string => digitsOf(n, 3);
/** A loss: four significant digits, including trailing zeros. */
export const fourDigits = (n: number): string => digitsOf(n, 4);
/** The end of a scale, a tolerance: two digits, "0.11", "5e−4". */
export const twoDigits = (n: number): string => withoutZeros(digitsOf(n, 2));
/** A loss of several runs: "0.1021 ± 0.0034"; without a deviation only the mean. */
export const lossSpread = (mean: number, sd: number | undefined): string =>
  sd === undefined ? fourDigits(mean) : `${fourDigits(mean)} ± ${digitsOf(sd, 2)}`;
/** The end of a narrow scale: with a power of ten if that is shorter, "500", "1e3", "−5e−3". */
export function scaleEnd(n: number): string {
  const text = twoDigits(n);
  const power = signed(Number(n.toPrecision(2)).toExponential().replace('e+', 'e'));
  return Number.isFinite(n) && power.length < text.length ? power : text;
}
/**
 * A value as in its file, up to `digits`. Grouped from 10,000 on, so that the year 1987 is not "1,987".
 * @param digits significant digits known; single precision holds six
 */
export function fileValue(n: number, digits = 6): string {
  const known = Number(n.toPrecision(Math.min(15, digits)));
  const size = Math.abs(known);
  if (Number.isInteger(n) && size < 1e15) return size < 10_000 ? signed(String(n)) : count(n);
  if (!Number.isFinite(n) || size >= 1e15 || size < 1e-6)
    return notFinite(n) ?? signed(String(known).replace('e+', 'e'));
  const [units = '', parts] = String(known).split('.');
  const grouped = size < 10_000 ? units : whole.format(Math.trunc(known));
  return signed(parts === undefined ? grouped : `${grouped}.${parts}`);
}

/**
 * A position on the epoch axis: "2", "0.05", "0.0008".
 * @param steps per epoch; neighbouring steps get different numbers
 */
export function epochPlace(x: number, steps: number): string {
  const digits = Math.max(2, String(Math.max(1, Math.ceil(steps))).length);
  return withoutZeros(x.toFixed(digits));
}

/** "18.6×": a ratio; 1.00× only if exact. */
export const times = (ratio: number): string =>
  `${Math.abs(ratio - 1) < 0.005 ? signed(fixed(ratio, 2, [1])) : threeDigits(ratio)}×`;

/** "0.24 s", "3.1 s", "12 s": two digits, or all digits of an integer. */
function duration(value: number, unit: string): string {
  const size = Number(value.toPrecision(2));
  const text =
    size >= 10 ? count(value) : size >= 1 ? value.toFixed(1) : value === 0 ? '0' : value.toPrecision(2);
  return `${size > 0 && size < 0.001 ? '<0.001' : text}${THIN}${unit}`;
}
export const seconds = (s: number): string => duration(s, 's');
export const milliseconds = (ms: number): string => duration(ms, 'ms');

export function clock(s: number): string {
  const whole = Math.round(s);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** In the largest unit, a thousand apart, with a value of at least 1. */
function unitOf(n: number, units: readonly string[]): { readonly size: number; readonly unit: string } {
  let [size, i] = [1, 0];
  while (Math.abs(n) / size >= 999.5 && i < units.length - 1) {
    size *= 1000;
    i += 1;
  }
  return { size, unit: units[i] as string };
}
const BYTES = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** "2.32 MB": three digits without trailing zeros; decimal units, as in papers, browsers and disks. */
export function bytesText(n: number): string {
  const { size, unit } = unitOf(n, BYTES);
  return n === 1 ? `1 byte` : `${withoutZeros(threeDigits(n / size))} ${unit}`;
}
/** "61.2 of 163 MB", in the unit of the total. Rounded down, so that the total is shown only when it is reached. */
export function bytesOf(done: number, all: number): string {
  if (all <= 0) return bytesText(done);
  const { size, unit } = unitOf(all, BYTES);
  const most = all / size;
  const parts = most >= 99.95 ? 1 : most >= 9.995 ? 10 : 100;
  const part =
    done >= all ? withoutZeros(threeDigits(most)) : String(Math.floor((done / size) * parts) / parts);
  return `${part} of ${withoutZeros(threeDigits(most))} ${unit}`;
}
/** "59.4 M": thousands, millions, billions. */
export function amount(n: number): string {
  const { size, unit } = unitOf(n, ['', 'k', 'M', 'G', 'T']);
  return size === 1 ? withoutZeros(threeDigits(n)) : `${withoutZeros(threeDigits(n / size))}${THIN}${unit}`;
}

/** "7", "7 and 8", "0, 1 and 2" */
export const listed = (items: readonly (string | number)[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
/** "4 networks", "1 network": within a sentence. */
export const inDigits = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? '' : 's'}`;

/** "Four networks", "One network": begins a sentence. */
export function counted(n: number, noun: string): string {
  return words[n] === undefined ? inDigits(n, noun) : `${words[n]} ${noun}${n === 1 ? '' : 's'}`;
}
