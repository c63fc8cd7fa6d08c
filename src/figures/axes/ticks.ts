/** Tick positions and labels. */
import { count } from '../../core/format';
import { powerOfTen } from '../../core/random/portable';
import { textWidth } from './textWidth';

export interface Tick {
  /** In axis units. */
  readonly at: number;
  readonly label: string;
}

/** Rounding tolerance of sums and quotients, as a fraction of a step. */
const EPSILON = 1e-6;

/** 1, 2 or 5 times a power of ten. */
export interface Step {
  readonly factor: 1 | 2 | 5;
  readonly power: number;
}
const sizeOf = ({ factor, power }: Step): number => Number(`${factor}e${power}`);

/** The smallest round step that divides `span` into at most about `most` parts. */
export function niceStep(span: number, most: number): Step {
  const rough = (span / most) * (1 - EPSILON);
  let power = Math.floor(Math.log10(rough));
  // The logarithm of a power of ten may be rounded up or down.
  if (powerOfTen(power) > rough) power -= 1;
  const factor = ([1, 2, 5] as const).find((one) => one * powerOfTen(power) >= rough);
  return factor === undefined ? { factor: 1, power: power + 1 } : { factor, power };
}

/** @returns every k with low ≤ k · step ≤ high, ascending */
function multiples(low: number, high: number, step: Step): number[] {
  const size = sizeOf(step);
  const first = Math.ceil(low / size - EPSILON);
  const last = Math.floor(high / size + EPSILON);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** k · step, parsed from its decimal text: multiplying the two would round. */
const product = (k: number, { factor, power }: Step): number => Number(`${k * factor}e${power}`);

const MINUS = '\u2212';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raised = (n: number): string =>
  [...String(n)].map((digit) => (digit === '-' ? '⁻' : SUPERSCRIPTS[Number(digit)])).join('');
const signed = (text: string): string => text.replace('-', MINUS);
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** "10⁻⁷", "2×10⁶" */
function powerText(mantissa: string, power: number): string {
  if (Number(mantissa) === 0) return '0';
  const times = mantissa === '1' || mantissa === '-1' ? mantissa.replace('1', '') : `${mantissa}×`;
  return signed(`${times}10${raised(power)}`);
}

/** In pixels; wider labels are shortened with a unit or a power of ten. */
const WIDEST = 40;
const UNITS = ['K', 'M', 'B', 'T'] as const;

/** k · step / 10^power, with as many digits as distinguish neighbouring multiples. */
function mantissaOf(k: number, step: Step, power: number): string {
  return trimmed(
    product(k, { factor: step.factor, power: step.power - power }).toFixed(
      Math.min(100, Math.max(0, power - step.power)),
    ),
  );
}

function plainText(k: number, step: Step): string {
  const [whole = '', part] = mantissaOf(k, step, 0).split('.');
  const grouped = count(Math.abs(Number(whole)));
  return `${k < 0 ? MINUS : ''}${grouped}${part === undefined ? '' : `.${part}`}`;
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => textWidth(text, 11)));

/** Labels of k · step: all in the same notation, no two equal, as short as possible. */
function textsOf(ks: readonly number[], step: Step): string[] {
  const most = Math.max(...ks.map((k) => Math.abs(product(k, step))));
  if (most === 0) return ks.map(() => '0');
  const power = Math.floor(Math.log10(most) + 1e-9);
  const unit = Math.min(UNITS.length, Math.floor(power / 3));
  const plain = () => ks.map((k) => plainText(k, step));
  const inUnits = () =>
    ks.map((k) => (k === 0 ? '0' : signed(`${mantissaOf(k, step, 3 * unit)}${UNITS[unit - 1]}`)));
  const withPower = () => ks.map((k) => powerText(mantissaOf(k, step, power), power));
  const ways = power >= 4 ? [inUnits, plain, withPower] : [plain, withPower];
  const texts = ways.filter((way) => way !== plain || Math.abs(power) < 15).map((way) => way());
  return (
    texts.find((all) => widest(all) <= WIDEST) ?? texts.reduce((a, b) => (widest(b) < widest(a) ? b : a))
  );
}

/** Ticks at all multiples of a step between two ends. */
export function steppedTicks(low: number, high: number, step: Step): Tick[] {
  const ks = multiples(low, high, step);
  const texts = textsOf(ks, step);
  return ks.map((k, i) => ({ at: product(k, step), label: texts[i] as string }));
}

/** Evenly spaced ticks with a step of 1, 2 or 5 times a power of ten: about `most` steps, at least two ticks. */
export function linearTicks(low: number, high: number, most: number): Tick[] {
  // No step divides an empty axis.
  if (!(high > low)) return [{ at: low, label: endText(low) }];
  for (let parts = most; ; parts += 1) {
    const ticks = steppedTicks(low, high, niceStep(high - low, parts));
    if (ticks.length > 1) return ticks;
  }
}

/** Notation of values from 10,000 on: "20K" for counts and prices, else "2×10⁴". */
export type LogStyle = 'units' | 'powers';

const isPlain = (power: number): boolean => power >= -3 && power < 4;

function logText(mark: Step, style: LogStyle): string {
  const { factor, power } = mark;
  const plain = style === 'units' || isPlain(power);
  return plain ? (textsOf([1], mark)[0] as string) : powerText(String(factor), power);
}

/** Label of an axis end: "0.03", "1,000", "2×10⁴". */
export function endText(value: number): string {
  const [mantissa = '', power] = value.toExponential(3).split('e');
  if (value !== 0 && !isPlain(Number(power))) return powerText(trimmed(mantissa), Number(power));
  return value >= 1000 ? count(value) : signed(String(Number(value.toPrecision(4))));
}

/** factor · 10^power between the ends, for powers that are multiples of `every`. */
function marksWithin(low: number, high: number, factors: readonly Step['factor'][], every: number): Step[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const powers = multiples(from, to, { factor: 1, power: 0 }).filter((power) => power % every === 0);
  return powers
    .flatMap((power) => factors.map((factor): Step => ({ factor, power })))
    .filter((mark) => sizeOf(mark) >= low * (1 - 1e-9) && sizeOf(mark) <= high * (1 + 1e-9));
}

const markSets = [
  { factors: [1, 2, 5], every: 1 },
  ...[1, 2, 5, 10, 20, 50, 100, 200].map((every) => ({ factors: [1] as const, every })),
] as const;
/** Below this ratio of its ends, a logarithmic axis has evenly spaced ticks. */
const NARROW = 5;

/**
 * Ticks of a logarithmic axis: evenly spaced on a narrow range; else 1, 2, 5, 10, …; over many powers of ten every
 * power, every second, every fifth and so on.
 * @param low above 0
 * @returns ticks whose `at` is the value, not its logarithm
 */
export function logTicks(low: number, high: number, most: number, style: LogStyle): Tick[] {
  if (high / low < NARROW) return linearTicks(low, high, most);
  const sets = markSets.map(({ factors, every }) => marksWithin(low, high, factors, every));
  const marks = sets.find(({ length }) => length > 1 && length <= most) ?? (sets[0] as Step[]);
  return marks.map((mark) => ({ at: sizeOf(mark), label: logText(mark, style) }));
}

/** Label of a round value, with a unit from 10,000 on: "20K". */
export function markText(value: number): string {
  const [mantissa = '1', power = '0'] = value.toExponential(0).split('e');
  return logText({ factor: Number(mantissa) as Step['factor'], power: Number(power) }, 'units');
}

/** Rounds a positive value up or down to 1, 2 or 5 times a power of ten. */
export function roundMark(value: number, direction: 'up' | 'down'): number {
  const marks = marksWithin(value / 10, value * 10, [1, 2, 5], 1).map(sizeOf);
  const near = (mark: number) => Math.abs(mark / value - 1) < 1e-9;
  return direction === 'up'
    ? (marks.find((mark) => near(mark) || mark > value) ?? value)
    : (marks.findLast((mark) => near(mark) || mark < value) ?? value);
}

const WHOLE: Step = { factor: 1, power: 0 };
/** Gap between labels of a horizontal axis in pixels, and the maximum number of steps. */
const BETWEEN = 16;
const MOST_WHOLE = 6;

/**
 * Ticks at whole numbers along a horizontal axis: epochs from 0, layers from 1. At least two, if the range has two; a
 * single epoch also has a tick at 0.5.
 * @param pixels length of the axis
 */
export function integerTicks(low: number, high: number, pixels: number): Tick[] {
  if (high <= low) return [{ at: low, label: count(low) }];
  if (low === 0 && high <= 1) return steppedTicks(low, high, { factor: 5, power: -1 });
  const room = textWidth(count(high), 11) + BETWEEN;
  for (let parts = Math.max(1, Math.min(MOST_WHOLE, Math.floor(pixels / room))); ; parts += 1) {
    const step = niceStep(high - low, parts);
    const ticks = steppedTicks(low, high, step.power < 0 ? WHOLE : step);
    if (ticks.length > 1) return ticks;
  }
}

/** Ticks along a horizontal axis of values from 0: as many as fit into `pixels`. */
export function valueTicks(low: number, high: number, pixels: number): Tick[] {
  const room = textWidth('0.000', 11) + BETWEEN;
  return linearTicks(low, high, Math.max(1, Math.min(MOST_WHOLE, Math.floor(pixels / room))));
}
