/** Milliseconds: the same in all workers of a page, whose own clocks start when they do. */
export const wallClock = (): number => performance.timeOrigin + performance.now();
