import { epochPlace } from '../../../core/format';
import { rules } from '../../../core/rules';
import { ruleRecord } from '../../../store/byRule';
import { LineSample } from '../../theme/LineSample';
import { mostSteps, type Reading } from './model';

export const WIDE = 190;

type ValueText = (value: number) => string;

/** Two places a step apart read differently. */
const short = (x: number): string => epochPlace(x, mostSteps(ruleRecord()));
const epochText = (x: number): string => `Epoch ${short(x)}`;

export function sentence(
  x: number,
  readings: readonly Reading[],
  text: ValueText,
  about: string,
  same: string,
): string {
  if (readings.length === 0) return 'no points yet';
  const values = readings
    .map((r) => `${rules[r.rule].name} ${text(r.value)}${r.mean === undefined ? '' : ` (${r.mean})`}`)
    .join(', ');
  return [`${[epochText(x), about].filter(Boolean).join(', ')}: ${values}`, same].filter(Boolean).join('; ');
}

interface TipProps {
  readings: readonly Reading[];
  x: number;
  left: number;
  nearest: string | undefined;
  text: ValueText;
  /** How the values came about, where that is not as usual. */
  about: string;
  /** Who lies on whom there. */
  same: string;
}

export function Tip({ readings, x, left, nearest, text, about, same }: TipProps) {
  return (
    <div className="tip" style={{ left, width: WIDE }}>
      <div className="tip-head num">
        {epochText(x)}
        {about !== '' && <span className="quiet">{` · ${about}`}</span>}
      </div>
      {readings.map((r) => (
        <div key={r.rule} className={r.rule === nearest ? 'tip-row nearest' : 'tip-row'}>
          <LineSample rule={r.rule} />
          <span>
            {rules[r.rule].name}
            {r.mean !== undefined && <span className="quiet">{` ${r.mean}`}</span>}
            {Math.abs(r.x - x) > 1e-9 && <span className="quiet"> at {short(r.x)}</span>}
          </span>
          <span className="num tip-value">{text(r.value)}</span>
        </div>
      ))}
      {same !== '' && <div className="quiet tip-same">{same}</div>}
    </div>
  );
}
