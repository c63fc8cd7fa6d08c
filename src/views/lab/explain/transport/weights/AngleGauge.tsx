import { degrees } from '../../../../../core/format';
import { cos, sin } from '../../../../../core/random/portable';
import { type RuleId, rules } from '../../../../../core/rules';
import { needsWeightTransport, type Rule } from '../../../../../core/rules/rule';
import { ruleStyle } from '../../../../../figures/theme/ruleStyle';
import { useLab } from '../../../../labContext';
import { useSeries } from '../../../../useSeries';
import { NotMeasured } from '../../../inside/figure/NotMeasured';

interface Measured {
  readonly angle: number;
  /** Epoch of the measurement. */
  readonly x: number;
}

/** The last measured angle of the rule's own network. */
function useAngle(rule: RuleId, layer: number): Measured | undefined {
  const lab = useLab();
  useSeries('epochs', 500);
  const events = lab.byRule.rules().get(rule)?.measures ?? [];
  for (const { epoch, values } of events.toReversed()) {
    const angle = values['gradient-angle']?.angle?.[layer - 1];
    if (typeof angle === 'number' && Number.isFinite(angle)) return { angle, x: epoch };
  }
  return undefined;
}

const R = 62;
/** A point on the dial, clockwise from the left. */
const at = (angle: number, r: number): string => {
  const turn = Math.PI * (1 - angle / 180);
  return `${70 + r * cos(turn)} ${72 - r * sin(turn)}`;
};

function Dial({ angle, rule }: { angle: number; rule: RuleId }) {
  return (
    <svg width={156} height={88} viewBox="-8 0 156 88" aria-hidden="true" className="gauge-dial">
      <path d={`M${at(0, R)}A${R} ${R} 0 0 1 ${at(180, R)}`} className="gauge-scale" />
      <path d={`M${at(90, R - 8)}L${at(90, R + 8)}`} className="gauge-mark" />
      <path d={`M70 72L${at(angle, R - 12)}`} stroke={ruleStyle(rule).line} strokeWidth={2.5} />
      <circle cx={70} cy={72} r={3.5} fill={ruleStyle(rule).line} />
      <text x={8} y={86} textAnchor="middle">
        0°
      </text>
      <text x={132} y={86} textAnchor="middle">
        180°
      </text>
    </svg>
  );
}

interface Props {
  rule: RuleId;
  layer: number;
  measured: boolean;
  trains: boolean;
  started: boolean;
}

/** Angle between the rule's and backpropagation's gradient, measured in the rule's own network. */
export function AngleGauge({ rule: id, layer, measured, trains, started }: Props) {
  const rule: Rule = rules[id];
  const known = useAngle(id, layer);
  const copies = needsWeightTransport(rule);
  const shown = copies ? { angle: 0, x: undefined } : known;
  const when =
    shown?.x === undefined ? 'by definition' : shown.x === 0 ? 'before training' : `after epoch ${shown.x}`;
  return (
    <section className="gauge" aria-label="Angle to backprop">
      <h3>Angle to BP</h3>
      {shown ? (
        <div className="gauge-body">
          <Dial angle={shown.angle} rule={id} />
          <p>
            <b className="num">{degrees(shown.angle)}</b>
            <span className="quiet">{`${when}${copies ? '' : `, in ${rule.name}’s own network`}`}</span>
            <span className="quiet">90° is no information; below, it helps on average.</span>
          </p>
        </div>
      ) : rule.path === 'none' ? (
        <p className="quiet">Hidden layers do not learn, so there is no angle.</p>
      ) : !trains ? (
        <p className="quiet">{`${rule.name} is not among the algorithms that train: tick it to measure its angle.`}</p>
      ) : measured ? (
        <p className="quiet">Nothing is measured yet.</p>
      ) : (
        <NotMeasured measure="gradient-angle" started={started} />
      )}
    </section>
  );
}
