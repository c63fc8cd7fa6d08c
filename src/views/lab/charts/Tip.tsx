import { epochPlace } from '../../../core/format';
import { rules } from '../../../core/rules';
import type { Reading } from '../../charts/lines/model';
import { LineSample } from '../../theme/LineSample';

const WIDE = 190;
/** With what each value is the mean of. */
const WIDE_MEANS = 240;
export const widthOf = (readings: readonly Reading[]): number =>
  readings.some(({ mean }) => mean !== undefined) ? WIDE_MEANS : WIDE;

type ValueText = (value: number) => string;

/** @param steps of an epoch: two places a step apart read differently */
export function sentence(
  x: number,
  steps: number,
  readings: readonly Reading[],
  text: ValueText,
  about: string,
  same: string,
): string {
  if (readings.length === 0) return 'no points yet';
  const values = readings
    .map((r) => `${rules[r.rule].name} ${text(r.value)}${r.mean === undefined ? '' : ` (${r.mean})`}`)
    .join(', ');
  return [`${[`Epoch ${epochPlace(x, steps)}`, about].filter(Boolean).join(', ')}: ${values}`, same]
    .filter(Boolean)
    .join('; ');
}

interface TipProps {
  readings: readonly Reading[];
  x: number;
  /** Of an epoch. */
  steps: number;
  left: number;
  nearest: string | undefined;
  text: ValueText;
  /** How the values came about, where that is not as usual. */
  about: string;
  /** Who lies on whom there. */
  same: string;
}

export function Tip({ readings, x, steps, left, nearest, text, about, same }: TipProps) {
  return (
    <div className="tip" style={{ left, width: widthOf(readings) }}>
      <div className="tip-head num">
        {`Epoch ${epochPlace(x, steps)}`}
        {about !== '' && <span className="quiet">{` · ${about}`}</span>}
      </div>
      {readings.map((r) => (
        <div key={r.rule} className={r.rule === nearest ? 'tip-row nearest' : 'tip-row'}>
          <LineSample rule={r.rule} />
          <span>
            {rules[r.rule].name}
            {r.mean !== undefined && <span className="quiet">{` ${r.mean}`}</span>}
            {Math.abs(r.x - x) > 1e-9 && <span className="quiet"> at {epochPlace(r.x, steps)}</span>}
          </span>
          <span className="num tip-value">{text(r.value)}</span>
        </div>
      ))}
      {same !== '' && <div className="quiet tip-same">{same}</div>}
    </div>
  );
}
