import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { Matrix, Picture } from '../../pictogram/parts';

const straight = Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0.15));

/** Random wires with a high bar, straight ones with a low one. */
export function Pictogram() {
  const { line } = ruleStyle('f3-error');
  return (
    <Picture>
      <path d="M20 100H220" stroke="var(--line2)" />
      <Matrix x={34} y={40} size={44} side={4} />
      <rect x={88} y={22} width={22} height={78} rx={2} fill={line} />
      <Matrix x={136} y={40} size={44} side={4} values={straight} />
      <rect x={190} y={50} width={22} height={50} rx={2} fill={line} />
    </Picture>
  );
}
