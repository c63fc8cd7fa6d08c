/** Numeric options of one registry entry, such as an optimizer's momentum: named, bounded, with a default. */

export interface NumberOption {
  /** As a form names it: "Momentum". */
  readonly label: string;
  readonly sentence: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** The value must be whole. */
  readonly whole?: boolean;
}

export type NumberOptions = Readonly<Record<string, NumberOption>>;
export type OptionValues = Readonly<Record<string, number>>;

/** Every option's value: the given one, else its default. Values given for other entries are left out. */
export function optionValues(options: NumberOptions, given: OptionValues): OptionValues {
  return Object.fromEntries(Object.entries(options).map(([key, { default: d }]) => [key, given[key] ?? d]));
}

/** The problem with a value, as text; undefined if it is valid. */
export function optionProblem({ min, max, whole }: NumberOption, value: number): string | undefined {
  if (Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value))) return;
  return `must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`;
}
