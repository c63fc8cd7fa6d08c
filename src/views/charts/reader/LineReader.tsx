import { useMemo } from 'react';
import { type Plot, plotBox, plotWidth, tipLeft, xAt, yAt } from '../axes/plot';
import type { DrawnLine } from '../lines/draw';
import { type Reading, readAt, stops } from '../lines/read';
import type { LineSpec } from '../lines/spec';
import { moveAlong } from './moveAlong';
import { Reader } from './Reader';
import { sameLineText } from './sameLine';
import { sentence, Tip, widthOf } from './Tip';
import { useReading } from './useReading';

interface Props {
  plot: Plot;
  lines: readonly DrawnLine[];
  spec: LineSpec;
}

interface Spot {
  readonly x: number;
  /** In pixels of the plot; undefined if set by the keyboard. */
  readonly y: number | undefined;
}

/** Key of the line drawn nearest to a height. */
function nearestLine(plot: Plot, readings: readonly Reading[], y: number | undefined): string | undefined {
  if (y === undefined) return undefined;
  const away = ({ value }: Reading) => Math.abs(yAt(plot, plot.y.carry(value)) - plot.top - y);
  return readings.toSorted((a, b) => away(a) - away(b))[0]?.line.key;
}

/** Crosshair that snaps to the points; for the keyboard, a slider along them. */
export function LineReader({ plot, lines, spec }: Props) {
  const { title, x, valueText, better = 'low', beta = 0, kinds } = spec;
  const { read, on } = useReading<Spot>({
    at: (point) => ({ x: x.from + (point.x / plotWidth(plot)) * (x.to - x.from), y: point.y }),
    move: (key, from) => {
      const at = from && readAt(spec.lines, from.x, { beta, better }).x;
      const to = moveAlong(stops(spec.lines, beta), at, key);
      return to === undefined ? undefined : { x: to, y: undefined };
    },
  });
  const at = read ? readAt(spec.lines, read.x, { beta, better }) : { x: x.from, readings: [] };
  const sampled = at.readings.some((reading) => reading.sampled);
  const about = sampled ? (kinds?.betweenText ?? '') : beta > 0 ? `smoothed ${beta}` : '';
  const px = xAt(plot, at.x);
  const isRead = read !== undefined;
  const same = useMemo(() => (isRead ? sameLineText(plot, lines, px) : ''), [isRead, plot, lines, px]);
  const shown = { at, x, valueText, about, same };
  return (
    <Reader
      box={plotBox(plot)}
      label={`${title}: read the values ${x.place}`}
      min={x.from}
      max={x.to}
      now={at.x}
      said={read && sentence(shown)}
      on={on}
    >
      {read && at.readings.length > 0 && (
        <>
          <div className="hair" style={{ left: px - plot.left }} />
          <Tip
            {...shown}
            left={tipLeft(plot, px - plot.left, widthOf(at.readings))}
            nearest={nearestLine(plot, at.readings, read.y)}
          />
        </>
      )}
    </Reader>
  );
}
