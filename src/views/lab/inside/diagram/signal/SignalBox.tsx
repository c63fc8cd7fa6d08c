import { scaleEnd } from '../../../../../core/format';
import { textWidth } from '../../../../../figures/axes/textWidth';
import type { Box } from '../feedback/lanes';
import type { SignalScale } from './signalScale';
import './signal.css';

interface Props {
  box: Box;
  title: string;
  /** One line each: "0.424", "epoch 4". */
  notes: readonly string[];
  /** Indices of the outputs that have a bar; `values` are theirs. */
  unit: readonly number[];
  values: readonly number[];
  /** The true class; undefined for regression. */
  label: number | undefined;
  scale: SignalScale;
}

/** Margins around the bars, with the labels of their scale. */
const SIGNAL_BARS = { left: 30, right: 8, top: 20, bottom: 41 } as const;
const WIDEST = 24;

const NOTE = 11;
/** Gap between those labels and the bars, and the box's edge. */
const GAP = 4;

/** Left edge and pitch of the bars: further right if the scale has long labels. */
export function barsOf(
  { width }: Pick<Box, 'width'>,
  bars: number,
  { low, high }: SignalScale,
): { from: number; pitch: number } {
  const longest = Math.max(...[low, high].map((end) => textWidth(scaleEnd(end), NOTE)));
  const from = Math.max(SIGNAL_BARS.left, Math.ceil(longest) + 2 * GAP);
  return {
    from,
    pitch: (width - from - SIGNAL_BARS.right) / Math.max(1, bars),
  };
}

/** The source of the feedback for the shown sample: one bar per output, on a fixed scale. */
export function SignalBox({ box, title, notes, unit, values, label, scale }: Props) {
  const { low, high } = scale;
  const { right, top, bottom } = SIGNAL_BARS;
  const y = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const { from, pitch } = barsOf(box, values.length, scale);
  const base = y(0);
  return (
    <g transform={`translate(${box.x} ${box.y})`}>
      <rect className="signal-box" width={box.width} height={box.height} rx={8} />
      <text x={9} y={14} className="signal-title">
        {title}
      </text>
      <text x={from - GAP} y={top + 7} textAnchor="end" className="signal-note">
        {scaleEnd(high)}
      </text>
      <text x={from - GAP} y={bottom + 1} textAnchor="end" className="signal-note">
        {scaleEnd(low)}
      </text>
      <line className="signal-base" x1={from} x2={box.width - right} y1={base} y2={base} />
      {values.map((value, i) => {
        const known = Number.isNaN(value) ? 0 : value;
        const end = y(Math.min(high, Math.max(low, known)));
        const isRight = label === undefined || unit[i] === label;
        const x = from + i * pitch + 1;
        const width = Math.max(1, Math.min(WIDEST, pitch - 2));
        return (
          <g key={unit[i]} className={isRight ? 'signal-bar right' : 'signal-bar'}>
            <rect x={x} width={width} y={Math.min(base, end)} height={Math.abs(end - base)} />
            {(known > high || known < low) && (
              <path d={`M${x - 1} ${end}h${width + 2}`} className="signal-beyond">
                <title>Beyond this end of the scale.</title>
              </path>
            )}
            {Number.isNaN(value) && (
              <path d={`M${x + width / 2} ${y(low)}V${y(high)}`} className="signal-nan">
                <title>Not a number.</title>
              </path>
            )}
          </g>
        );
      })}
      {notes.map((note, i) => (
        <text key={note} x={9} y={56 + 13 * i} className="signal-note num">
          {note}
        </text>
      ))}
    </g>
  );
}
