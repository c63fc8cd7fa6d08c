import type { Inspection } from '../../../core/inspect';
import type { Rule } from '../../../core/rule';
import { sourceOf, sourceTitles } from './diagramText';
import type { Box } from './lanes';
import { numberText } from './numberText';
import { sourceValues } from './sourceValues';
import type { Target } from './target';

interface Props {
  rule: Rule;
  box: Box;
  sample: number;
  target: Target | undefined;
  outputs: number;
  inspection: Inspection | undefined;
}

const BASE = 35;
const HIGHEST = 11;
const WIDEST = 24;

/** What the feedback starts from, for the sample that is shown: a bar per output, up from the line or down. */
export function SignalBox({ rule, box, sample, target, outputs, inspection }: Props) {
  const source = sourceOf(rule);
  if (!source) return null;
  const label = target?.label;
  const { unit, values } = sourceValues(source, inspection, outputs, target);
  // A number alone would always fill its box; one class or several outputs are compared with each other.
  const least = outputs === 1 ? 1 : 1e-9;
  const most = Math.max(least, ...values.filter(Number.isFinite).map(Math.abs));
  const isKnown = inspection !== undefined || (target !== undefined && source !== 'error');
  const said = outputs === 1 && isKnown ? `: ${numberText(values[0] ?? Number.NaN)}` : '';
  const pitch = (box.width - 20) / Math.max(1, values.length);
  return (
    <g transform={`translate(${box.x} ${box.y})`}>
      <rect className="signal-box" width={box.width} height={box.height} rx={8} />
      <text x={10} y={16} className="signal-title">
        {sourceTitles[source]}
      </text>
      <line className="signal-base" x1={10} x2={box.width - 10} y1={BASE} y2={BASE} />
      {values.map((value, i) => {
        const height = Number.isFinite(value) ? (Math.abs(value) / most) * HIGHEST : 0;
        return (
          <rect
            key={unit[i]}
            className={label === undefined || unit[i] === label ? 'signal-bar right' : 'signal-bar'}
            x={10 + i * pitch + 1}
            width={Math.max(1, Math.min(WIDEST, pitch - 2))}
            y={value < 0 ? BASE : BASE - height}
            height={height}
          />
        );
      })}
      <text x={10} y={55} className="signal-note">{`sample ${sample}${said}`}</text>
    </g>
  );
}
