import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { degrees } from '../../format';
import { type Frame, plotHeight, plotWidth, xAt } from '../charts/frame';
import { type AngleLine, angleRows } from './angles';

interface Props {
  frame: Frame;
  epochs: number;
  lines: readonly AngleLine[];
  title: string;
}

const WIDE = 150;

/** Snaps to the epochs that were measured; with the keyboard it is a slider along them. */
export function AngleReader({ frame, epochs, lines, title }: Props) {
  const [at, setAt] = useState<number>();
  const rows = angleRows(lines);
  const i = at === undefined ? -1 : rows.findLastIndex(({ x }) => x <= at);
  const row = at === undefined ? undefined : rows[i];
  const readings = lines
    .flatMap((line) => (row?.[line.key] === undefined ? [] : [{ line, value: row[line.key] as number }]))
    .toSorted((a, b) => a.value - b.value);
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * epochs;
    setAt(rows.toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0]?.x);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setAt(undefined);
    const [last, from] = [rows.length - 1, at === undefined ? rows.length : i];
    const moves: Record<string, number> = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last };
    const to = moves[event.key];
    if (to === undefined || rows.length === 0) return;
    event.preventDefault();
    setAt(rows[Math.max(0, Math.min(last, to))]?.x);
  };
  const said = readings.map(({ line, value }) => `${line.name} ${degrees(value)}`).join(', ');
  const px = row ? xAt(frame, epochs, row.x) - frame.left : 0;
  return (
    <div
      className="crosshair"
      style={{ left: frame.left, top: frame.top, width: plotWidth(frame), height: plotHeight(frame) }}
      role="slider"
      tabIndex={0}
      aria-label={`${title}: read the values at an epoch`}
      aria-valuemin={0}
      aria-valuemax={epochs}
      aria-valuenow={row?.x ?? 0}
      aria-valuetext={row ? `Epoch ${row.x}: ${said}` : 'not set'}
      onPointerMove={onMove}
      onPointerDown={onMove}
      onPointerLeave={() => setAt(undefined)}
      onBlur={() => setAt(undefined)}
      onKeyDown={onKey}
    >
      {row && (
        <>
          <div className="hair" style={{ left: px }} />
          <div
            className="tip"
            style={{
              width: WIDE,
              left: px + 12 + WIDE > plotWidth(frame) + frame.right ? px - WIDE - 12 : px + 12,
            }}
          >
            <div className="tip-head num">{`Epoch ${row.x}`}</div>
            {readings.map(({ line, value }) => (
              <div key={line.key} className="tip-row">
                <span>{line.name}</span>
                <span className="num tip-value">{degrees(value)}</span>
              </div>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
