/** How texts in a drawing look: as attributes, so that a drawing keeps its looks outside of the page. */

/** Ticks, notes and names of axes. */
export const small = { fontSize: 11, fill: 'var(--ink3)' } as const;

/** Lines behind a text stop short of it. */
export const halo = {
  paintOrder: 'stroke',
  stroke: 'var(--s1)',
  strokeWidth: 4,
  strokeLinejoin: 'round',
} as const;
