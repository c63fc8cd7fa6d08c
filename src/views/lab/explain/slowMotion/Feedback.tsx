import { rules } from '../../../../core/rules';
import { isUpdateLocked, needsWeightTransport, type Rule } from '../../../../core/rules/rule';
import type { Trace } from '../../../../core/run/inspect/trace';
import { feedbackLabel, sub } from '../../inside/labels';
import { footOf, LANE, roomIn, type StageColumn } from './stageLayout';
import { has, lit, type StageProps } from './stageProps';
import type { Standing } from './standing';

/** Source of the feedback: the error at the output, or the box of the target or memory. */
const sourceOf = (rule: Rule): 'target' | 'memory' | 'error' => {
  if (rule.signal === 'target') return 'target';
  return rule.signal === 'delayed-error' ? 'memory' : 'error';
};

const sourceText = { target: 'target y*', memory: 'error memory', error: 'error' } as const;

function weightsText(rule: Rule, layer: number): string {
  if (needsWeightTransport(rule)) return `W${sub(layer + 1)}ᵀ`;
  return feedbackLabel(rule, layer) ?? '';
}

function memoryText({ sample }: Trace, { memory }: Standing): string {
  if (memory === 'in') return 'filed for the next visit';
  return sample.visited === undefined ? 'first visit: its target' : `of epoch ${sample.visited}`;
}

/** The lower lane: the feedback signal and its weights, in the rule's colour. */
export function Feedback({ trace, columns, active, standing, image, width }: Omit<StageProps, 'label'>) {
  const { half, box, error: place } = roomIn(width);
  const rule: Rule = rules[trace.rule];
  const output = columns.at(-1) as StageColumn;
  const ends = columns.slice(0, -1).filter(({ layer }) => (rule.path === 'input' ? layer === 0 : layer > 0));
  if (rule.path === 'none') return null;
  const source = sourceOf(rule);
  const ready = isUpdateLocked(rule) ? standing.error : true;
  const memory = active.memory;
  const x = output.x + (source === 'error' ? place.x : box.x);
  return (
    <g className="stage-feedback">
      <g
        className={lit(
          has(active.fed, ends[0]?.layer ?? -1) || memory !== undefined || active.error === true,
        )}
      >
        {source === 'error' ? (
          ready && <path d={`M${x} ${footOf(output) + 6}V${LANE}H${output.x}`} className="stage-lane" />
        ) : (
          <>
            <rect x={x} y={LANE - 20} width={box.width} height={40} rx={6} className="stage-box" />
            <text x={x + box.width / 2} y={LANE - 3} textAnchor="middle" className="layer-name">
              {sourceText[source]}
            </text>
            <text x={x + box.width / 2} y={LANE + 12} textAnchor="middle" className="layer-size">
              {source === 'memory' ? memoryText(trace, standing) : 'known from the start'}
            </text>
            {source === 'memory' && standing.memory === 'in' && (
              <path
                d={`M${output.x + place.x} ${footOf(output) + 6}V${LANE - 22}`}
                className="stage-lane file"
              />
            )}
          </>
        )}
      </g>
      {ends.map((column) => {
        const on = has(active.fed, column.layer);
        const known = standing.fed.has(column.layer);
        const above = columns.find(({ layer }) => layer === column.layer + 1) ?? output;
        const from = rule.path === 'layerwise' ? above.x : source === 'error' ? output.x : x;
        const foot = footOf(column, image && column.layer === 0 ? half : undefined) + 12;
        return (
          <g key={column.layer} className={known || on ? lit(on) : 'dim ahead'}>
            <path d={`M${from} ${LANE}H${column.x}V${foot}`} className="stage-lane" />
            <path
              d={`M${column.x - 5} ${foot + 7}L${column.x} ${foot}L${column.x + 5} ${foot + 7}`}
              className="stage-lane head"
            />
            <rect x={column.x - 24} y={LANE - 34} width={48} height={20} rx={4} className="stage-weights" />
            <text x={column.x} y={LANE - 20} textAnchor="middle" className="stage-weights-name">
              {weightsText(rule, column.layer)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
