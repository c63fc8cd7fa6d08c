/** Numbers as people read them here: minus U+2212, a narrow space before the percent sign. */
import { powerOfTen } from '../core/portable';

const THIN = '\u202f';
const MINUS = '\u2212';
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const count = (n: number): string => whole.format(n);

function signed(text: string): string {
  return text.replaceAll('-', MINUS);
}
/** Digits more than asked for, before a number is only said to be below or above. */
const MOST_MORE = 3;

/**
 * With so many digits behind the point; with more where fewer would make it 0, or 100, when it is not.
 * Beyond that "<0.00001" or ">99.99999".
 */
function hundredths(fraction: number, digits: number): string {
  const value = 100 * fraction;
  const meets = (text: string, limit: number): boolean => Math.abs(Number(text)) === limit;
  const isOther = (text: string): boolean =>
    (value !== 0 && meets(text, 0)) || (Math.abs(value) !== 100 && meets(text, 100));
  for (let more = 0; more <= MOST_MORE; more++) {
    const text = value.toFixed(digits + more);
    if (!isOther(text)) return text;
  }
  const least = powerOfTen(-digits - MOST_MORE);
  const size = Math.abs(value);
  const near = size < 1 ? least : size < 100 ? 100 - least : 100;
  return `${value < 0 ? '-' : ''}${size > near ? '>' : '<'}${near.toFixed(digits + MOST_MORE)}`;
}

export function percent(fraction: number, digits: number): string {
  return `${signed(hundredths(fraction, digits))}${THIN}%`;
}
/** A difference: "+1.42", "−0.31". */
export function points(fraction: number): string {
  return `${fraction > 0 ? '+' : ''}${signed(hundredths(fraction, 2))}`;
}
export function degrees(angle: number): string {
  return `${signed(angle.toFixed(1))}°`;
}
/** So many digits that count: grouped from 1,000 on, with a power of ten from a million on and below a thousandth. */
function digitsOf(n: number, digits: number): string {
  const size = Math.abs(Number(n.toPrecision(digits)));
  if (size !== 0 && (size < 0.001 || size >= 1e6))
    return signed(n.toExponential(digits - 1).replace('e+', 'e'));
  return signed(size >= powerOfTen(digits) ? count(n) : n.toPrecision(digits));
}
/** Three digits that count, for numbers of any size. */
export const threeDigits = (n: number): string => digitsOf(n, 3);
/** A loss in tables: four digits that count, zeros at the end included. */
export const fourDigits = (n: number): string => digitsOf(n, 4);
/** "18.6×": how many times as much. */
export const times = (ratio: number): string => `${threeDigits(ratio)}×`;
/** "0.24 s", "3.1 s", "12 s". */
export function seconds(s: number): string {
  const size = Number(s.toPrecision(2));
  const text = size >= 10 ? s.toFixed(0) : size >= 1 ? s.toFixed(1) : s === 0 ? '0' : s.toPrecision(2);
  return `${size > 0 && size < 0.001 ? '<0.001' : text}${THIN}s`;
}
export function clock(s: number): string {
  const whole = Math.round(s);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
/** "Four networks", "One network". */
export function counted(n: number, noun: string): string {
  return `${words[n] ?? count(n)} ${noun}${n === 1 ? '' : 's'}`;
}
