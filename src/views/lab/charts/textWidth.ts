/** How wide a text will be, before it is drawn: enough to keep labels apart and margins wide enough. */

/** In parts of the font size, of Inter with tabular figures; the widest of its kind. */
const widths: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/[.,:;'ilj|\u202f ]/u, 0.3],
  [/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/u, 0.44],
  [/[%mMW]/u, 0.88],
  [/[A-ZΔ0-9+×\u2212]/u, 0.66],
];
const OTHERS = 0.6;

/** @returns pixels */
export const textWidth = (text: string, fontSize: number): number =>
  [...text].reduce((sum, c) => sum + (widths.find(([pattern]) => pattern.test(c))?.[1] ?? OTHERS), 0) *
  fontSize;
