/** Colours, dash and marker of an algorithm in curves, legend, tables, diagram and print. */

export const markerShapes = [
  'disc',
  'ring',
  'square',
  'openSquare',
  'triangle',
  'diamond',
  'openDiamond',
  'plus',
  'cross',
  'triangleDown',
  'openTriangleDown',
  'hexagon',
  'openHexagon',
] as const;
export type MarkerShape = (typeof markerShapes)[number];

/** Colours as "#rrggbb". */
export interface Shade {
  /** At least 3:1 on every surface. */
  readonly line: string;
  /** At least 4.5:1 on every surface, also as a fill behind text; default: `line`. */
  readonly text?: string;
}

/** No two algorithms may share a colour, a dash or a marker: a test compares all pairs. */
export interface Look {
  readonly light: Shade;
  readonly dark: Shade;
  /** SVG dash array of a 2 px line; solid where absent. */
  readonly dash?: string;
  readonly marker: MarkerShape;
  readonly cap?: 'round';
}
