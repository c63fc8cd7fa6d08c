/** Tables whose columns are the pixels of small pictures, as MNIST is often saved. */
import type { Column } from '../table/column';

const BYTE = 255;
/** Smaller ones are no pictures that a person would save. */
const SMALLEST_SIDE = 5;
/** A picture uses more of the scale than ages or shares in percent do. */
const BRIGHT = 128;

const isSquare = (count: number): boolean => {
  const side = Math.round(Math.sqrt(count));
  return side >= SMALLEST_SIDE && side * side === count;
};
const isPictureSize = (count: number): boolean => isSquare(count) || (count % 3 === 0 && isSquare(count / 3));

const saysPixel = /^(?:p|px|pix|pixel|pixels|img|image|gray|grey|intensity)[ _.-]?\d+(?:[ _.,x-]\d+)?$/i;
/** "1x1", "0", "c1", "x12", "v5", "r0c3": names that say nothing. */
const saysNothing = /^(?:(?:c|x|v|f|col|var|attr|feature|r)?[ _.-]?\d+(?:(?:x|c|[ _.,-])\d+)?)$/i;

export const areBytes = ({ numbers }: Pick<Column, 'numbers'>): boolean =>
  numbers.every((value) => value >= 0 && value <= BYTE && Number.isInteger(value));

/** Whether these columns, all of the inputs, are one scale: as many bytes as a picture has, named so or not at all. */
export function arePixels(columns: readonly Column[]): boolean {
  if (!isPictureSize(columns.length)) return false;
  const named = columns.every(({ name }) => saysPixel.test(name));
  if (!named && !columns.every(({ name }) => saysNothing.test(name))) return false;
  if (!columns.every(areBytes)) return false;
  return named || columns.some(({ numbers }) => numbers.some((value) => value >= BRIGHT));
}

/** Whether rows of so many bytes may be pictures. */
export const mayBePictures = (bytes: Uint8Array, width: number): boolean =>
  isPictureSize(width) && bytes.some((value) => value >= BRIGHT);
