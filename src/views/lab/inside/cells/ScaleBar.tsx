import { twoDigits } from '../../../../core/format';
import './cells.css';

interface Props {
  /** What the ends stand for; 0 while that is not known. */
  m: number;
  /** At which ends values lie beyond the scale. */
  beyond: { readonly low: boolean; readonly high: boolean };
}

const BEYOND = 'Some values lie beyond this end of the scale.';

/** The colour scale with its two end numbers. */
export function ScaleBar({ m, beyond }: Props) {
  return (
    <div className="scale-bar">
      <div className="scale-colors">
        {beyond.low && <span className="scale-tick low" title={BEYOND} />}
        {beyond.high && <span className="scale-tick high" title={BEYOND} />}
      </div>
      <div className="scale-ends num">
        <span>{m > 0 ? twoDigits(-m) : '–'}</span>
        <span>{m > 0 ? twoDigits(m) : '–'}</span>
      </div>
      {(beyond.low || beyond.high) && <span className="sr-only">{BEYOND}</span>}
    </div>
  );
}
