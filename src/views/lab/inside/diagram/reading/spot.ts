/** Types of positions and readings in the diagram. */

/** A unit, by column and index, or a wire between units of neighbouring columns. */
export interface Spot {
  readonly column: number;
  readonly index: number;
  /** The wire's other end, an index in the next column. */
  readonly to?: number;
}

/** Name and value; the value is undefined before the first inspection. */
export interface Reading {
  readonly what: string;
  readonly value: number | undefined;
}
