import { twoDigits } from '../../../../core/format';
import './cells.css';

interface Props {
  /** Value at the ends, ±m; 0 while unknown. */
  m: number;
  /** No value is negative: the scale begins at 0. */
  positive?: boolean;
  /** Whether values are beyond each end of the scale. */
  beyond: { readonly low: boolean; readonly high: boolean };
}

const BEYOND = 'Some values lie beyond this end of the scale.';

/** The colour scale with the values at its ends. */
export function ScaleBar({ m, positive = false, beyond }: Props) {
  return (
    <div className="scale-bar">
      <div className={positive ? 'scale-colors positive' : 'scale-colors'}>
        {beyond.low && <span className="scale-tick low" title={BEYOND} />}
        {beyond.high && <span className="scale-tick high" title={BEYOND} />}
      </div>
      <div className="scale-ends num">
        <span>{m > 0 ? (positive ? '0' : twoDigits(-m)) : '–'}</span>
        <span>{m > 0 ? twoDigits(m) : '–'}</span>
      </div>
      {(beyond.low || beyond.high) && <span className="sr-only">{BEYOND}</span>}
    </div>
  );
}
