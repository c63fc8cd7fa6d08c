import { Net, Picture } from '../../pictogram/parts';

/** One wrong output, and a hidden unit under suspicion. */
export function Pictogram() {
  return (
    <Picture>
      <Net
        filled={[
          [3, 0],
          [1, 1],
        ]}
      />
      <text x={86} y={96} textAnchor="middle" fontSize={22} fontWeight={600} fill="var(--ink)">
        ?
      </text>
    </Picture>
  );
}
