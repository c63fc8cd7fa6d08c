/** Text styles as SVG attributes, so that exported files keep them without the page's stylesheet. */

/** For ticks, notes and axis names. */
export const small = { fontSize: 11, fill: 'var(--ink3)' } as const;

/** A background-coloured outline that keeps lines off the text. */
export const halo = {
  paintOrder: 'stroke',
  stroke: 'var(--s1)',
  strokeWidth: 4,
  strokeLinejoin: 'round',
} as const;
