/** Numbers of cards as text, for page and documents. */
import { coefficient, count, inDigits, percentNumber, points } from '../../core/format';
import type { Measured, Row, Unit } from './card';
import type { Difference } from './model/difference';
import type { Published } from './paper';

export const NONE = '–';

const isShare = (unit: Unit): boolean => unit !== 'loss';

/** Mean and deviation apart, so that columns align them. */
export interface Spread {
  readonly mean: string;
  readonly sd?: string;
}

export const spreadText = ({ mean, sd }: Spread): string => (sd === undefined ? mean : `${mean} ± ${sd}`);

/** As printed. */
export function publishedSpread(unit: Unit, { value, sd, decimals }: Published): Spread {
  const of = (one: number): string => (isShare(unit) ? 100 * one : one).toFixed(decimals);
  return { mean: of(value), ...(sd === undefined ? {} : { sd: of(sd) }) };
}

const LOSS_DIGITS = 3;
/** Smaller deviations of losses are said to be below it: further digits would not align. */
const LEAST_SD = 0.001;
/** Shares of a gap are known less well than accuracies. */
const digitsOf = (unit: Unit): number => (unit === 'gap' ? 1 : 2);

export function measuredSpread(unit: Unit, { mean, sd }: Measured): Spread {
  const of = (one: number): string =>
    isShare(unit) ? percentNumber(one, digitsOf(unit)) : coefficient(one, LOSS_DIGITS);
  const small = unit === 'loss' && sd !== undefined && sd > 0 && sd < LEAST_SD / 2;
  return { mean: of(mean), ...(sd === undefined ? {} : { sd: small ? `<${LEAST_SD}` : of(sd) }) };
}

const signed = (value: number, digits: number): string =>
  `${value > 0 ? '+' : ''}${coefficient(value, digits)}`;

/** "−0.12, −1.9 SE"; "+0.03, – SE" without deviations; "−0.002, rounding". */
export function differenceText(unit: Unit, { value, rounding, errors }: Difference): string {
  const size = isShare(unit) ? points(value) : signed(value, LOSS_DIGITS);
  if (rounding) return `${size}, rounding`;
  return `${size}, ${errors === undefined ? NONE : signed(errors, 1)} SE`;
}

const rangeText = (values: readonly number[], noun: string): string => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? inDigits(high, noun) : `${count(low)} to ${inDigits(high, noun)}`;
};

/** By the published number: "20 of 100 epochs, 10 to 20 of 200 epochs". */
const epochsText = (values: readonly Measured[]): string =>
  [...new Set(values.map(({ of }) => of))]
    .map((of) => {
      const done = values.filter((one) => one.of === of).map(({ epochs }) => epochs);
      const [low, high] = [Math.min(...done), Math.max(...done)];
      return `${low === high ? '' : `${count(low)} to `}${count(high)} of ${inDigits(of, 'epoch')}`;
    })
    .join(', ');

/** "3 seeds, 20 of 100 epochs"; of several numbers the range. */
export const scaleText = (values: readonly Measured[]): string =>
  `${rangeText(
    values.map(({ n }) => n),
    'seed',
  )}, ${epochsText(values)}`;

const quantities: Readonly<Record<Unit, string>> = {
  accuracy: 'Test accuracy, %',
  error: 'Test error, %',
  loss: 'Test loss',
  gap: 'Gap closed, %',
};

/** What the rows are; undefined where they differ. */
export function quantityOf(rows: readonly Row[]): string | undefined {
  const [first] = rows;
  return first && rows.every(({ unit }) => unit === first.unit) ? quantities[first.unit] : undefined;
}
/** A row's name where rows have several units. */
export const nameWithUnit = ({ name, unit }: Row): string => (isShare(unit) ? `${name}, %` : name);
