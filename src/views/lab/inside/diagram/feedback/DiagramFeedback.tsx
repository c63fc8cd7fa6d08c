import { type RuleId, rules } from '../../../../../core/rules';
import { ruleStyle } from '../../../../../figures/theme/ruleStyle';
import type { DiagramLayout } from '../diagramLayout';
import { FeedbackIcon } from './FeedbackIcon';
import type { Icon } from './icon';
import { boxOf, lanesOf } from './lanes';
import './feedback.css';

interface Props {
  layout: DiagramLayout;
  rule: RuleId;
  /** Pictures of B by hidden layer, if available. */
  icons: ReadonlyMap<number, Icon>;
  /** B is fixed after initialisation. */
  locked: boolean;
}

/** The rule's feedback path, below the forward path and in the rule's colour. */
export function DiagramFeedback({ layout, rule, icons, locked }: Props) {
  const { line, dash, cap } = ruleStyle(rule);
  const { lines, second, tips, weights } = lanesOf(rules[rule], layout);
  const box = boxOf(rules[rule], layout);
  const shared = { stroke: line, strokeWidth: 2, fill: 'none', strokeLinecap: cap ?? 'butt' } as const;
  return (
    <g>
      {box && <OutputToBox layout={layout} rule={rule} top={box.y} />}
      {lines.map((d) => (
        <path key={d} d={d} {...shared} strokeDasharray={dash} />
      ))}
      {second.map((d) => (
        <path key={d} d={d} {...shared} strokeWidth={1.25} />
      ))}
      {second.length > 0 && (
        <text x={layout.input.x + 26} y={227} className="weights-note">
          second pass
        </text>
      )}
      {tips.map(({ x, y }) => (
        <path key={`${x} ${y}`} d={`M${x} ${y}l4.500 8h-9z`} fill={line} />
      ))}
      {weights.map((one) => (
        <FeedbackIcon
          key={one.label}
          weights={one}
          icon={one.layer === undefined ? undefined : icons.get(one.layer)}
          locked={locked}
        />
      ))}
    </g>
  );
}

/** The connection from the output: the error of this batch, or the one stored for the sample's next visit. */
function OutputToBox({ layout, rule, top }: { layout: DiagramLayout; rule: RuleId; top: number }) {
  const { signal } = rules[rule];
  if (signal === 'target') return null;
  const { x, units } = layout.output;
  const from = (units.at(-1)?.y ?? 112) + 8;
  const later = signal === 'delayed-error';
  const color = later ? 'var(--ink3)' : ruleStyle(rule).line;
  return (
    <g>
      <path
        d={`M${x} ${from}V${top - 7}`}
        stroke={color}
        strokeWidth={later ? 1.25 : 2}
        strokeDasharray={later ? '1.500 2.500' : undefined}
      />
      <path d={`M${x} ${top - 1}l3.500 -7h-7z`} fill={color} />
      <text x={x + 8} y={later ? top - 15 : top - 9} className="weights-note">
        <tspan x={x + 8}>{later ? 'kept for' : 'this batch'}</tspan>
        {later && (
          <tspan x={x + 8} dy={11}>
            next visit
          </tspan>
        )}
      </text>
    </g>
  );
}
