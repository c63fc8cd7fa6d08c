/** In which directions an element has more than it shows. */

export interface Extent {
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly scrollWidth: number;
  readonly scrollHeight: number;
  readonly clientWidth: number;
  readonly clientHeight: number;
}

/** Positions are fractions of a pixel where the page is zoomed. */
const SLACK = 1;

/** "left right up down", as far as they apply; "" where everything fits. */
export function moreOf(extent: Extent): string {
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
