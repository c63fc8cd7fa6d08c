/** Sizes of line charts in files, in pixels. */
import type { Size } from '../lines/plan';

export const FILE = { width: 640, height: 360 } as const;
/** Of those in the Inside column. */
export const SMALL_FILE = { width: 520, height: 260 } as const;

/** Above and below the plot, and a row of names at the lines' ends. */
const BESIDE = 36;
const ROW = 14;

/** Higher than usual where the names of so many lines would not fit beside the plot. */
export const sizeFor = (lines: number): Size => ({
  ...FILE,
  height: Math.max(FILE.height, BESIDE + ROW * (lines - 1)),
});
