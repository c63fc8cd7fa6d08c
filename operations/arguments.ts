/** Classes of arguments: single-precision numbers at which operations tend to differ. */

const SMALLEST_NORMAL = 2 ** -126;

const bothSigns = (...sizes: readonly number[]): number[] => sizes.flatMap((size) => [size, -size]);
const range = (from: number, to: number, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);

const lists = {
  zero: [0, -0],
  denormal: bothSigns(2 ** -149, 1e-40, 1.1e-38, 1.2e-38),
  tiny: bothSigns(1e-35, 1e-30, 1e-20, 1e-12, 1e-8, 5e-8, 1e-7, 2e-7, 1e-5),
  ordinary: bothSigns(...range(0.01, 5, 499), 0.5, 1, 2),
  large: bothSigns(...range(5.125, 104, 791)),
  huge: bothSigns(1e3, 1e10, 1.8e19, 1e20, 3e38),
  infinite: bothSigns(Number.POSITIVE_INFINITY),
  NaN: [Number.NaN],
} as const;

export type ArgumentClass = keyof typeof lists;
export const argumentClasses = Object.keys(lists) as ArgumentClass[];

export const argumentsOf = (id: ArgumentClass): Float32Array => Float32Array.from(lists[id]);

/** Values that an adapter may substitute for a number. */
export const flush = (value: number): number => (Math.abs(value) < SMALLEST_NORMAL ? 0 : value);
