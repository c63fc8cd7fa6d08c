/** What is read in the diagram. */

/** A unit, by its column and its place there, or a wire between units of neighbouring columns. */
export interface Spot {
  readonly column: number;
  readonly index: number;
  /** The wire's other end, a place in the next column. */
  readonly to?: number;
}

/** Its name, and the value there; undefined where nothing was seen yet. */
export interface Reading {
  readonly what: string;
  readonly value: number | undefined;
}
