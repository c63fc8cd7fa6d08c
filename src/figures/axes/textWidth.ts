/** Estimates the width of a text before it is drawn, to place labels and size margins. */

/** Widths in em, measured with Inter at 11 and 12 px: about the widest character of each class. */
const widths: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/\u202f/u, 0.14],
  [/[.,:;'ilj| ]/u, 0.27],
  [/[frt]/u, 0.37],
  [/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻°]/u, 0.46],
  [/[%W]/u, 1],
  [/[mwM]/u, 0.89],
  [/[0-9+×\u2212\u2013]/u, 0.65],
  [/[A-ZΔ]/u, 0.72],
];
const OTHERS = 0.59;

/** @returns pixels */
export const textWidth = (text: string, fontSize: number): number =>
  [...text].reduce((sum, c) => sum + (widths.find(([pattern]) => pattern.test(c))?.[1] ?? OTHERS), 0) *
  fontSize;
