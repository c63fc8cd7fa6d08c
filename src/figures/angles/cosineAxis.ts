/** The axis of cosines. */
import type { Axis } from '../axes/scale';
import { linearTicks } from '../axes/ticks';

/** Lower ends: each time a value passes one, the axis widens to the next. */
const lows = [-0.1, -0.5, -1];

/** Up to 1, from as far below 0 as the values need. */
export function cosineAxis(values: readonly number[]): Axis {
  const low = lows.find((end) => values.every((value) => value >= end)) ?? -1;
  return { domain: [low, 1], ticks: linearTicks(low < -0.1 ? low : 0, 1, 4), carry: (value) => value };
}
