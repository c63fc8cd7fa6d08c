import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { Picture } from '../../pictogram/parts';

/** One line swings, one is smooth. */
export function Pictogram() {
  const { line } = ruleStyle('f3-error');
  return (
    <Picture>
      <path d="M16 102H226" stroke="var(--line2)" />
      <path d="M18 98C60 40 120 26 222 20" fill="none" stroke={line} strokeWidth={2} strokeDasharray="7 3" />
      <path d="M18 98L62 36L106 34L142 78L178 38L222 64" fill="none" stroke={line} strokeWidth={2} />
    </Picture>
  );
}
