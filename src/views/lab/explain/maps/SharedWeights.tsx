import './maps.css';

const HEAD = 8;
const HALF = 20;
/** Least width for the words. */
const ROOM = 52;

/** What leads from one layer to the next where weights are shared: no line in it is one weight. */
export function SharedWeights({ left, right, y }: { left: number; right: number; y: number }) {
  if (right - left < HEAD) return null;
  const tip = right - HEAD;
  return (
    <g>
      <path
        d={`M${left} ${y - HALF}H${tip}L${right} ${y}L${tip} ${y + HALF}H${left}z`}
        className="shared-weights"
      />
      {tip - left >= ROOM && (
        <text textAnchor="middle" className="shared-text">
          <tspan x={(left + tip) / 2} y={y - 3}>
            shared
          </tspan>
          <tspan x={(left + tip) / 2} y={y + 10}>
            weights
          </tspan>
        </text>
      )}
    </g>
  );
}
