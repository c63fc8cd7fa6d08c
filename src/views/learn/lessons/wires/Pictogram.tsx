import { Matrix, Picture } from '../../pictogram/parts';

const three = [
  1, -1, 0, 1, 0, 1, 1, -1, -1, 0, 1, 1, 1, -1, 0, -1, 0, 1, -1, 1, 0, 1, 1, -1, -1, 1, 0, 0, 1, -1, 1, 0, -1,
  1, 1, 0,
];
const diagonal = Array.from({ length: 36 }, (_, i) => (i % 7 === 0 ? 1 : 0));

/** Shades, three values, a diagonal. */
export function Pictogram() {
  return (
    <Picture>
      <Matrix x={10} y={26} size={64} side={6} />
      <Matrix x={88} y={26} size={64} side={6} values={three} />
      <Matrix x={166} y={26} size={64} side={6} values={diagonal} />
    </Picture>
  );
}
