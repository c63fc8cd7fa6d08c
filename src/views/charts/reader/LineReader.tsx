import { useMemo } from 'react';
import { type Plot, plotBox, plotWidth, tipLeft, xAt } from '../../../figures/axes/plot';
import type { DrawnLine } from '../../../figures/lines/draw';
import { type Reading, readAt, stops } from '../../../figures/lines/read';
import type { LineSpec } from '../../../figures/lines/spec';
import { moveAlong } from './moveAlong';
import { Reader } from './Reader';
import { sameLineText } from './sameLine';
import { sentence, Tip, widthOf } from './Tip';
import { useLit } from './useLit';
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
  /** Key of the line that the keyboard chose. */
  readonly line?: string | undefined;
}

/** The line above or below in the list; undefined for other keys. */
function nextLine(readings: readonly Reading[], from: string | undefined, key: string): string | undefined {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const at = readings.findIndex(({ line }) => line.key === from);
  const to = key === 'ArrowDown' ? at + 1 : at < 0 ? readings.length - 1 : at - 1;
  return readings[Math.max(0, Math.min(readings.length - 1, to))]?.line.key;
}

/** Crosshair that snaps to the points; for the keyboard, a slider along them, whose up and down choose a line. */
export function LineReader({ plot, lines, spec }: Props) {
  const { title, x, valueText, better = 'low', beta = 0, kinds } = spec;
  const { read, pinned, on } = useReading<Spot>({
    at: (point) => ({ x: x.from + (point.x / plotWidth(plot)) * (x.to - x.from), y: point.y }),
    move: (key, from) => {
      const now = from && readAt(spec.lines, from.x, { beta, better });
      const line = now && nextLine(now.readings, from.line, key);
      if (now && line !== undefined) return { x: now.x, y: undefined, line };
      const to = moveAlong(stops(spec.lines, beta), now?.x, key);
      return to === undefined ? undefined : { x: to, y: undefined, line: from?.line };
    },
  });
  const at = read ? readAt(spec.lines, read.x, { beta, better }) : { x: x.from, readings: [] };
  const sampled = at.readings.some((reading) => reading.sampled);
  const about = sampled ? (kinds?.betweenText ?? '') : beta > 0 ? `smoothed ${beta}` : '';
  const px = xAt(plot, at.x);
  const isRead = read !== undefined;
  const same = useMemo(() => (isRead ? sameLineText(plot, lines, px) : ''), [isRead, plot, lines, px]);
  const shown = { at, x, valueText, about, same };
  const { meant, chosen, onPoint } = useLit(plot, at.readings, read);
  return (
    <Reader
      box={plotBox(plot)}
      label={`${title}: read the values ${x.place}`}
      min={x.from}
      max={x.to}
      now={at.x}
      said={read && [chosen && `${chosen.name} chosen`, sentence(shown)].filter(Boolean).join('; ')}
      on={on}
    >
      {read && at.readings.length > 0 && (
        <>
          <div className="hair" style={{ left: px - plot.left }} />
          <Tip
            {...shown}
            left={tipLeft(plot, px - plot.left, widthOf(at.readings))}
            nearest={meant}
            pinned={pinned}
            onPoint={onPoint}
          />
        </>
      )}
    </Reader>
  );
}
