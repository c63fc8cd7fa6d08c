import { type RuleId, rules } from '../../../../../core/rules';
import { needsWeightTransport } from '../../../../../core/rules/rule';
import type { Trace } from '../../../../../core/run/inspect/trace';
import { ruleStyle } from '../../../../../figures/theme/ruleStyle';
import { strandsOf } from '../../../inside/diagram/wires/wires';
import { Units } from './ForwardLane';
import { drawnOf, type Stage, type StageColumn, wiresBack } from './stageLayout';

const WIDEST = 2.2;

interface Props {
  stage: Stage;
  trace: Trace;
  rule: RuleId;
  /** Feedback weights: the copy, if the rule uses one. */
  back: Float32Array;
  /** Upper end of their scale. */
  m: number;
  chosen: number;
  stale: boolean;
}

const largest = (values: readonly number[] | undefined): number =>
  (values ?? []).reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);

/** x − x' of PEPITA's second pass. */
function changedInput(trace: Trace, column: StageColumn): readonly number[] | undefined {
  const second = drawnOf(trace, column, 'second');
  return second && drawnOf(trace, column, 'h')?.map((x, i) => x - (second[i] as number));
}

/** Feedback wires in the rule's colour, those to the chosen unit emphasized; grey and dashed if stale. */
export function BackLane({ stage, trace, rule, back, m, chosen, stale }: Props) {
  const { feedback } = trace;
  const from = stage.columns.find(({ layer }) => layer === feedback?.from);
  const to = stage.columns.find(({ layer }) => layer === feedback?.to);
  if (!feedback || !from || !to) return null;
  const weights = wiresBack(trace, back, from, to);
  const isHidden = to.layer > 0;
  const places = to.lower.filter(({ unit }) => isHidden && unit === chosen);
  const own = Float32Array.from(
    from.lower.flatMap((_, k) =>
      places.map((place) => weights[k * to.lower.length + to.lower.indexOf(place)] as number),
    ),
  );
  const color = stale ? 'var(--ctl)' : ruleStyle(rule).line;
  const got = isHidden ? drawnOf(trace, to, 'dh') : changedInput(trace, to);
  const sent = from.lower.map(({ unit }) => feedback.fed[unit] ?? Number.NaN);
  return (
    <g className={`lane-back${stale ? ' stale' : ''}${needsWeightTransport(rules[rule]) ? ' copied' : ''}`}>
      <g className="wires-back" stroke={color}>
        {strandsOf(from.lower, to.lower, weights, m).map(({ sign, size, d }) => (
          <path
            key={`${sign} ${size}`}
            d={d}
            strokeWidth={0.3 + WIDEST * size}
            strokeOpacity={isHidden ? 0.08 + 0.25 * size : 0.1 + 0.5 * size}
          />
        ))}
        {strandsOf(from.lower, places, own, m).map(({ sign, size, d }) => (
          <path
            key={`own ${sign} ${size}`}
            d={d}
            className="flow"
            strokeWidth={0.5 + WIDEST * size}
            strokeOpacity={0.35 + 0.65 * size}
          />
        ))}
      </g>
      <Units places={from.lower} values={sent} m={largest(sent)} />
      <Units places={to.lower} values={got} m={largest(got)} chosen={isHidden ? chosen : undefined} />
    </g>
  );
}
