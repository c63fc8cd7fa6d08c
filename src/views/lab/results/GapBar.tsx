import { percent } from '../../../core/format';
import { ruleStyle } from '../../../figures/theme/ruleStyle';
import type { Result } from '../../../store/run/results';
import './rows.css';

/** 0 % is DRTP, 100 % is BP. */
export function GapBar({ one }: { one: Result }) {
  const { gapClosed, rule, best } = one;
  if (rule === 'bp' && best !== undefined) return <span className="gap-word">reference</span>;
  if (gapClosed === undefined) return <>–</>;
  if (gapClosed < 0) return <span className="gap-word">below DRTP</span>;
  return (
    <span className="gap">
      <svg width={64} height={6} aria-hidden="true">
        <rect width={64} height={6} rx={3} fill="var(--s3)" />
        <rect width={64 * Math.min(1, gapClosed)} height={6} rx={3} fill={ruleStyle(rule).text} />
      </svg>
      <span className="num gap-number">{percent(gapClosed, 0)}</span>
    </span>
  );
}
