import type { RuleId } from '../../../../../core/rules';
import type { Rule } from '../../../../../core/rules/rule';
import { ruleStyle } from '../../../../../figures/theme/ruleStyle';
import { layerLabel } from '../../../inside/labels';
import { BORDER, type Stage, type StageColumn } from './stageLayout';

interface Props {
  stage: Stage;
  rule: Rule;
  id: RuleId;
  /** The hidden layer that receives the error; for PEPITA the input. */
  to: StageColumn | undefined;
  /** The layer whose delta or error is fed. */
  from: StageColumn | undefined;
  visited: number | undefined;
}

/** Text about the signal's source, if it is not the current output. */
function sourceText(rule: Rule, visited: number | undefined): string | undefined {
  if (rule.signal === 'target') return 'the label';
  if (rule.signal !== 'delayed-error') return undefined;
  if (visited === undefined) return 'the label: no visit yet';
  return visited === 0 ? 'remembered' : `left in epoch ${visited}`;
}

/** An arrow along a path that ends downward or to the left. */
function Arrow({ d, x, y, down }: { d: string; x: number; y: number; down: boolean }) {
  const head = down
    ? `M${x - 4} ${y - 7}L${x} ${y}L${x + 4} ${y - 7}`
    : `M${x + 7} ${y - 4}L${x} ${y}L${x + 7} ${y + 4}`;
  return <path d={`${d}${head}`} className="link" />;
}

/** Links between the lanes: the error goes down if it is fed immediately, and on to the receiving layer. */
export function Links({ stage, rule, id, to, from, visited }: Props) {
  const { bars, columns, roomy } = stage;
  const last = columns.at(-1);
  if (rule.path === 'none' || !last) return null;
  const now = rule.signal === 'above' || rule.signal === 'error';
  // From the output the bars are fed, from another layer its delta.
  const x = from && from !== last ? from.x : bars.zero;
  const bottom = ((from ?? last).upper.at(-1)?.y ?? 0) + 12;
  const top = ((from ?? last).lower[0]?.y ?? 0) - 10;
  const middle = to?.lower[Math.floor((to.lower.length - 1) / 2)];
  const source = sourceText(rule, visited);
  const end = roomy ? 20 : 6;
  return (
    <g className="links" style={{ color: ruleStyle(id).text }}>
      {now ? (
        <Arrow d={`M${x} ${bottom}V${top}`} x={x} y={top} down />
      ) : (
        <text x={stage.width - 14} y={BORDER - 7} textAnchor="end" className="link-source">
          {source}
        </text>
      )}
      {middle && to && to.layer > 0 && (
        <>
          <Arrow d={`M${middle.x - 14} ${middle.y}H${end + 4}`} x={end + 4} y={middle.y} down={false} />
          {roomy && (
            <text x={end + 4} y={middle.y - 10} className="link-text">
              {`to ${layerLabel(to.layer, Number.POSITIVE_INFINITY)}`}
              <tspan x={end + 4} dy={28} className="link-more">
                which weights to blame
              </tspan>
            </text>
          )}
        </>
      )}
    </g>
  );
}
