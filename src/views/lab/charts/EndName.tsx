interface Point {
  readonly x: number;
  readonly y: number;
}

interface Props extends Point {
  /** Where the line ends. */
  end: Point;
  name: string;
  color: string;
  /** What stands behind the name: the last value; empty for none. */
  text: string;
}

/** Name and value of a line at its end, with a thin line back to it where they had to move away. */
export function EndName({ end, x, y, name, color, text }: Props) {
  const moved = Math.abs(y - end.y) > 2 || x - end.x > 14;
  return (
    <>
      {moved && <path d={`M${end.x + 5} ${end.y}L${x - 3} ${y}`} stroke="var(--line2)" fill="none" />}
      <text x={x} y={y} dy="0.34em" className="end-label">
        <tspan fill={color} fontWeight={600}>
          {name}
        </tspan>
        {text !== '' && (
          <tspan dx={5} fill="var(--ink2)">
            {text}
          </tspan>
        )}
      </text>
    </>
  );
}
