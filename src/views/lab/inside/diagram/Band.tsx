import { textWidth } from '../../../charts/axes/textWidth';
import { type Column, IMAGE_HALF, MIDDLE } from './diagramLayout';

const GAP = 4;
const HEAD = 6;
const LINE = 13;
const FONT = 11;

/** How far a column reaches to its right, and to its left. */
const half = ({ image, maps }: Column, right: boolean): number =>
  image ? (right ? 0 : 2 * IMAGE_HALF) : maps !== undefined ? maps / 2 : 6;

/** What leads from one column to the next where weights are shared, and no wire is one weight: "conv 5 × 5". */
export function Band({ from, to }: { from: Column; to: Column }) {
  const [left, right] = [from.x + half(from, true) + GAP, to.x - half(to, false) - GAP];
  const room = right - left - HEAD;
  const fits = from.link.every((line) => textWidth(line, FONT) <= room);
  const lines = fits ? from.link : from.link.flatMap((line) => line.split(/ (?=\d+ ×)/));
  const shown = lines.map((line) => (textWidth(line, FONT) <= room ? line : line.replaceAll(' ', '')));
  const high = Math.max(1, shown.length) * LINE + 10;
  const [top, bottom] = [MIDDLE - high / 2, MIDDLE + high / 2];
  return (
    <g>
      <path
        d={`M${left} ${top}H${right - HEAD}L${right} ${MIDDLE}L${right - HEAD} ${bottom}H${left}z`}
        className="band"
      />
      <text textAnchor="middle" className="band-text">
        <title>{from.link.join(', then ')}</title>
        {shown.map((line, i) => (
          <tspan key={line} x={(left + right - HEAD) / 2} y={top + 5 + LINE * (i + 0.75)}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}
