import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { Picture } from '../../pictogram/parts';

/** An arrow that turns towards another. */
export function Pictogram() {
  const { line } = ruleStyle('dfa');
  return (
    <Picture>
      <path d="M40 92H206" stroke="var(--ink)" strokeWidth={2} />
      <path d="M212 92l-9-4.500v9z" fill="var(--ink)" />
      {[85, 62, 38].map((angle, i) => (
        <g key={angle} transform={`rotate(${-angle} 40 92)`} opacity={0.35 + 0.3 * i}>
          <path d="M40 92H126" stroke={line} strokeWidth={2} />
          <path d="M132 92l-9-4.500v9z" fill={line} />
        </g>
      ))}
      <path d="M66 16A76 76 0 0 1 101 46" fill="none" stroke="var(--line2)" strokeDasharray="3 3" />
    </Picture>
  );
}
