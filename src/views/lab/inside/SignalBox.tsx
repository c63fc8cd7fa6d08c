import type { Inspection } from '../../../core/inspect';
import type { Rule } from '../../../core/rule';
import { sourceOf, sourceTitles } from './diagramText';
import type { Box } from './lanes';
import { sourceValues } from './sourceValues';

interface Props {
  rule: Rule;
  box: Box;
  sample: number;
  /** The sample's class, where it has one. */
  target: number | undefined;
  outputs: number;
  inspection: Inspection | undefined;
}

const BASE = 35;
const HIGHEST = 11;

/** What the feedback starts from, for the sample that is shown: a bar per output, up from the line or down. */
export function SignalBox({ rule, box, sample, target, outputs, inspection }: Props) {
  const source = sourceOf(rule);
  if (!source) return null;
  const { unit, values } = sourceValues(source, inspection, outputs, target);
  const most = Math.max(1e-9, ...values.filter(Number.isFinite).map(Math.abs));
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
            className={unit[i] === target ? 'signal-bar right' : 'signal-bar'}
            x={10 + i * pitch + 1}
            width={Math.max(1, pitch - 2)}
            y={value < 0 ? BASE : BASE - height}
            height={height}
          />
        );
      })}
      <text x={10} y={55} className="signal-note">{`sample ${sample}`}</text>
    </g>
  );
}
