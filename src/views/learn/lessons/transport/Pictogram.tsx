import { Arrow, Net, Picture } from '../../pictogram/parts';

/** Wires back with a diagonal each: the transposes. */
export function Pictogram() {
  return (
    <Picture>
      <Net />
      {[53, 119, 185].map((x) => (
        <g key={x}>
          <Arrow
            points={[
              [x + 26, 88],
              [x - 26, 88],
            ]}
          />
          <rect
            x={x - 10}
            y={78}
            width={20}
            height={20}
            rx={2}
            fill="var(--s1)"
            stroke="var(--ink)"
            strokeWidth={1.5}
          />
          <path d={`M${x - 10} 98L${x + 10} 78`} stroke="var(--ink)" strokeWidth={1.5} />
        </g>
      ))}
    </Picture>
  );
}
