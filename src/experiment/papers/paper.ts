/** What papers print: values as typed from their tables and text; nothing is read from a picture. */
import { powerOfTen } from '../../core/random/portable';

export interface Paper {
  /** "F³, first version" */
  readonly name: string;
  readonly cite: string;
  readonly url: string;
}

/** A printed value; accuracies, errors and shares of a gap are fractions. */
export interface Published {
  readonly value: number;
  /** Sample standard deviation over seeds, and their number; absent where they are not printed. */
  readonly sd?: number;
  readonly n?: number;
  /** Half a unit of the last printed digit: the value is known to this. */
  readonly half: number;
  /** Printed decimals, in percent for fractions. */
  readonly decimals: number;
}

interface Spread {
  readonly sd?: number;
  readonly n?: number;
}

/** A printed percentage. @param decimals of the print */
export const percentage = (value: number, decimals: number, { sd, n }: Spread = {}): Published => ({
  value: value / 100,
  ...(sd === undefined ? {} : { sd: sd / 100 }),
  ...(n === undefined ? {} : { n }),
  half: 0.005 * powerOfTen(-decimals),
  decimals,
});

/** A printed number as it is. */
export const printed = (value: number, decimals: number, { sd, n }: Spread = {}): Published => ({
  value,
  ...(sd === undefined ? {} : { sd }),
  ...(n === undefined ? {} : { n }),
  half: 0.5 * powerOfTen(-decimals),
  decimals,
});
