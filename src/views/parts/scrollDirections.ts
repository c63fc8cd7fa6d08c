/** Directions in which an element can scroll. */

export interface Extent {
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly scrollWidth: number;
  readonly scrollHeight: number;
  readonly clientWidth: number;
  readonly clientHeight: number;
}

/** Tolerance in pixels: positions are fractional on zoomed pages. */
const SLACK = 1;

/** Subset of "left right up down"; "" if everything fits. */
export function scrollDirections(extent: Extent): string {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = extent;
  const ways = {
    left: scrollLeft > SLACK,
    right: scrollWidth - clientWidth - scrollLeft > SLACK,
    up: scrollTop > SLACK,
    down: scrollHeight - clientHeight - scrollTop > SLACK,
  };
  return Object.entries(ways)
    .flatMap(([way, more]) => (more ? [way] : []))
    .join(' ');
}
