import { memo } from 'react';
import { type Plot, plotHeight, xAt } from '../axes/plot';
import type { Band } from '../lines/spec';

/** A band over the axis, with a line at each end that is not an end of the axis. */
function OneBand({ plot, from, to }: { plot: Plot; from: number; to: number }) {
  const [low, high] = [plot.top, plot.top + plotHeight(plot)];
  const ends = [from, to].filter((x) => x > plot.x.from && x < plot.x.to);
  return (
    <g className="band">
      <rect
        x={xAt(plot, from)}
        y={low}
        width={Math.max(0, xAt(plot, to) - xAt(plot, from))}
        height={high - low}
        fill="var(--s3)"
        fillOpacity={0.5}
      />
      {ends.map((x) => (
        <path key={x} d={`M${xAt(plot, x)} ${low}V${high}`} stroke="var(--line2)" strokeDasharray="3 3" />
      ))}
    </g>
  );
}

/** Ranges of the x axis behind the lines, such as the phases of a run. */
export const Bands = memo(function Bands({ plot, bands }: { plot: Plot; bands: readonly Band[] }) {
  const within = (x: number): number => Math.max(plot.x.from, Math.min(plot.x.to, x));
  return bands.map(({ from, to, text }) => (
    <OneBand key={`${from} ${to} ${text}`} plot={plot} from={within(from)} to={within(to)} />
  ));
});
