import type { XAxis } from '../../../figures/axes/xAxis';
import type { Reading } from '../../../figures/lines/read';
import { LineSample } from '../../theme/LineSample';

const WIDE = 190;
/** With "mean of n" behind each name. */
const WIDE_MEANS = 240;
export const widthOf = (readings: readonly Reading[]): number =>
  readings.some(({ line }) => line.mean !== undefined) ? WIDE_MEANS : WIDE;

export interface Read {
  readonly at: { readonly x: number; readonly readings: readonly Reading[] };
  readonly x: Pick<XAxis, 'text' | 'cell'>;
  readonly valueText: (value: number) => string;
  /** How the values were obtained ("smoothed 0.9"); empty for full measurements. */
  readonly about: string;
  /** Which lines overlap there; empty if none do. */
  readonly same: string;
}

/** The reading as a sentence, for screen readers. */
export function sentence({ at, x, valueText, about, same }: Read): string {
  if (at.readings.length === 0) return 'no points yet';
  const values = at.readings
    .map(
      ({ line, value }) =>
        `${line.name} ${valueText(value)}${line.mean === undefined ? '' : ` (${line.mean})`}`,
    )
    .join(', ');
  return [`${[x.text(at.x), about].filter(Boolean).join(', ')}: ${values}`, same].filter(Boolean).join('; ');
}

interface Props extends Read {
  left: number;
  /** Key of the line nearest to the pointer, or chosen by keyboard. */
  nearest: string | undefined;
  /** It stays where it is: its rows can be pointed at. */
  pinned: boolean;
  /** @param key of the line whose row is under the pointer */
  onPoint: (key: string | undefined) => void;
}

export function Tip({ at, x, valueText, about, same, left, nearest, pinned, onPoint }: Props) {
  return (
    <div className={pinned ? 'tip pinned' : 'tip'} style={{ left, width: widthOf(at.readings) }}>
      <div className="tip-head num">
        {x.text(at.x)}
        {about !== '' && <span className="quiet">{` · ${about}`}</span>}
      </div>
      {at.readings.map(({ line, x: own, value }) => (
        <div
          key={line.key}
          className={line.key === nearest ? 'tip-row nearest' : 'tip-row'}
          onPointerEnter={() => onPoint(line.key)}
          onPointerLeave={() => onPoint(undefined)}
        >
          <LineSample rule={line.rule} style={line.style} />
          <span>
            {line.name}
            {line.mean !== undefined && <span className="quiet">{` ${line.mean}`}</span>}
            {Math.abs(own - at.x) > 1e-9 && <span className="quiet">{` at ${x.cell(own)}`}</span>}
          </span>
          <span className="num tip-value">{valueText(value)}</span>
        </div>
      ))}
      {same !== '' && <div className="quiet tip-same">{same}</div>}
    </div>
  );
}
