import { useMemo } from 'react';
import { type Plot, pixelsOf } from '../axes/plot';
import type { XY } from '../lines/line';
import { Curve, type CurveLook, type Weight } from './Curves';
import { stretchesOf } from './coincide';

export interface SharedLine {
  readonly key: string;
  readonly points: readonly XY[];
  readonly look: CurveLook;
}

interface Props {
  plot: Plot;
  lines: readonly SharedLine[];
  weight?: Weight;
}

/** Dash length in pixels where several lines overlap. */
export const DASH = 9;

/** Keeps overlapping lines visible: where several overlap, their dashes alternate without gaps. */
export function SharedCurves({ plot, lines, weight = 'line' }: Props) {
  const parts = useMemo(() => {
    const traces = lines.map(({ key, points }) => ({ key, points: pixelsOf(plot, points) }));
    const stretches = stretchesOf(traces, DASH);
    return lines.flatMap(({ key, points, look }, i) =>
      (stretches[i] ?? []).map(({ from, to, among }) => {
        const shared = among.length > 1 && {
          dash: `${DASH} ${(among.length - 1) * DASH}`,
          offset: -DASH * among.indexOf(key),
          cap: 'butt' as const,
        };
        return { id: `${key} ${from}`, points: points.slice(from, to + 1), look: { ...look, ...shared } };
      }),
    );
  }, [plot, lines]);
  return parts.map(({ id, points, look }) => <Curve key={id} {...{ plot, points, weight }} {...look} />);
}
