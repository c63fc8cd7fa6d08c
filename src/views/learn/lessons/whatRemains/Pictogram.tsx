import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { Picture } from '../../pictogram/parts';

/** Two curves, and the gap between them. */
export function Pictogram() {
  return (
    <Picture>
      <path d="M16 100H226" stroke="var(--line2)" />
      <path d="M18 96C50 40 90 24 222 14" fill="none" stroke="var(--ink)" strokeWidth={2} />
      <path
        d="M18 96C54 56 94 44 222 36"
        fill="none"
        stroke={ruleStyle('f3-error').line}
        strokeWidth={2}
        strokeDasharray="10 3"
      />
      <path d="M168 20V38M163 20H173M163 38H173" stroke="var(--ink2)" fill="none" />
      {[160, 168, 176].map((x) => (
        <circle key={x} cx={x} cy={70} r={2.5} fill="var(--ink2)" />
      ))}
    </Picture>
  );
}
