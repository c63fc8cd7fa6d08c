import { textWidth } from '../../../figures/axes/textWidth';
import './sharedWeights.css';

const HEAD = 8;
const LINE = 13;
const FONT = 11;

interface Props {
  left: number;
  right: number;
  /** Of the middle. */
  y: number;
  /** What it is, if there is room: "conv 5 × 5". */
  lines: readonly string[];
}

/** What leads from one layer to the next where no line is one weight. */
export function SharedWeights({ left, right, y, lines }: Props) {
  if (right - left < 2 * HEAD) return null;
  const tip = right - HEAD;
  const room = tip - left - 6;
  const parts = lines.every((line) => textWidth(line, FONT) <= room)
    ? lines
    : lines.flatMap((line) => line.split(/ (?=\d+ ×)/));
  const shown = parts.map((line) => (textWidth(line, FONT) <= room ? line : line.replaceAll(' ', '')));
  const fits = shown.every((line) => textWidth(line, FONT) <= room + 12);
  const half = (Math.max(1, shown.length) * LINE) / 2 + 6;
  return (
    <g>
      <path
        d={`M${left} ${y - half}H${tip}L${right} ${y}L${tip} ${y + half}H${left}z`}
        className="shared-weights"
      />
      <text textAnchor="middle" className="shared-text">
        <title>{lines.join(', then ')}</title>
        {(fits ? shown : []).map((line, i) => (
          <tspan key={line} x={(left + tip) / 2} y={y - half + 6 + LINE * (i + 0.75)}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}
