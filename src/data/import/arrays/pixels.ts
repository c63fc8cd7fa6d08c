/** Recognises tables whose columns are pixels of small images, as MNIST is often saved. */
import type { Column } from '../table/column';

const BYTE = 255;
/** Smaller images are unlikely. */
const SMALLEST_SIDE = 5;
/** Minimum of the largest value; ages and percentages stay below it. */
const BRIGHT = 128;

const isSquare = (count: number): boolean => {
  const side = Math.round(Math.sqrt(count));
  return side >= SMALLEST_SIDE && side * side === count;
};
const isPictureSize = (count: number): boolean => isSquare(count) || (count % 3 === 0 && isSquare(count / 3));

const pixelNames = /^(?:p|px|pix|pixel|pixels|img|image|gray|grey|intensity)[ _.-]?\d+(?:[ _.,x-]\d+)?$/i;
/** Generic names: "1x1", "0", "c1", "x12", "v5", "r0c3". */
const genericNames = /^(?:(?:c|x|v|f|col|var|attr|feature|r)?[ _.-]?\d+(?:(?:x|c|[ _.,-])\d+)?)$/i;

export const areBytes = ({ numbers }: Pick<Column, 'numbers'>): boolean =>
  numbers.every((value) => value >= 0 && value <= BYTE && Number.isInteger(value));

/** Whether all input columns are pixels: bytes, as many as an image has, with pixel-like or generic names. */
export function arePixels(columns: readonly Column[]): boolean {
  if (!isPictureSize(columns.length)) return false;
  const named = columns.every(({ name }) => pixelNames.test(name));
  if (!named && !columns.every(({ name }) => genericNames.test(name))) return false;
  if (!columns.every(areBytes)) return false;
  return named || columns.some(({ numbers }) => numbers.some((value) => value >= BRIGHT));
}

/** Whether rows of `width` bytes may be images. */
export const mayBePictures = (bytes: Uint8Array, width: number): boolean =>
  isPictureSize(width) && bytes.some((value) => value >= BRIGHT);
