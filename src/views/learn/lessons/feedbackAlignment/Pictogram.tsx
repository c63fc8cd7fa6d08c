import { Arrow, Matrix, Net, Picture } from '../../pictogram/parts';

/** Layer by layer back, through random matrices. */
export function Pictogram() {
  return (
    <Picture>
      <Net />
      {[53, 119, 185].map((x) => (
        <g key={x}>
          <Arrow
            rule="fa"
            points={[
              [x + 26, 88],
              [x - 26, 88],
            ]}
          />
          <Matrix x={x - 10} y={78} size={20} side={4} />
        </g>
      ))}
    </Picture>
  );
}
