import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type Frame, plotBox, tipLeft, xAt } from '../../../charts/axes/frame';
import { Reader } from '../../../charts/reader/Reader';
import { type ReadLine, rowsOfLines } from './lineRows';
import './lines.css';

interface Props {
  frame: Frame;
  /** First and last place on the x axis. */
  from: number;
  to: number;
  lines: readonly ReadLine[];
  /** "Angle to backprop: read the values at an epoch" */
  label: string;
  /** "Epoch 3" */
  placeText: (x: number) => string;
  valueText: (y: number) => string;
}

const WIDE = 150;

/** Snaps to the places that have points; with the keyboard it is a slider along them. */
export function LineReader({ frame, from, to, lines, label, placeText, valueText }: Props) {
  const [at, setAt] = useState<number>();
  const rows = rowsOfLines(lines);
  const i = at === undefined ? -1 : rows.findLastIndex(({ x }) => x <= at);
  const row = at === undefined ? undefined : rows[i];
  const readings = lines
    .flatMap((line) => (row?.[line.key] === undefined ? [] : [{ line, value: row[line.key] as number }]))
    .toSorted((a, b) => a.value - b.value);
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = from + ((event.clientX - box.left) / box.width) * (to - from);
    setAt(rows.toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0]?.x);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setAt(undefined);
    const [last, now] = [rows.length - 1, at === undefined ? rows.length : i];
    const moves: Record<string, number> = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last };
    const next = moves[event.key];
    if (next === undefined || rows.length === 0) return;
    event.preventDefault();
    setAt(rows[Math.max(0, Math.min(last, next))]?.x);
  };
  const said = readings.map(({ line, value }) => `${line.name} ${valueText(value)}`).join(', ');
  const px = row ? xAt(frame, to - from, row.x - from) - frame.left : 0;
  return (
    <Reader
      box={plotBox(frame)}
      label={label}
      min={from}
      max={to}
      now={row?.x ?? from}
      said={row && `${placeText(row.x)}: ${said}`}
      onMove={onMove}
      onLeave={() => setAt(undefined)}
      onKeyDown={onKey}
    >
      {row && (
        <>
          <div className="hair" style={{ left: px }} />
          <div className="tip" style={{ width: WIDE, left: tipLeft(frame, px, WIDE) }}>
            <div className="tip-head num">{placeText(row.x)}</div>
            {readings.map(({ line, value }) => (
              <div key={line.key} className="tip-row">
                <span>{line.name}</span>
                <span className="num tip-value">{valueText(value)}</span>
              </div>
            ))}
          </div>
        </>
      )}
    </Reader>
  );
}
