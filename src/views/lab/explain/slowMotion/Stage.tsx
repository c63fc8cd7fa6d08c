import { coefficient, threeDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import { isUpdateLocked, needsWeightTransport, type Rule } from '../../../../core/rules/rule';
import type { Trace } from '../../../../core/run/inspect/trace';
import { ruleStyle } from '../../../theme/ruleStyle';
import { divergingColor } from '../../inside/cells/ramp';
import { strandsOf } from '../../inside/diagram/wires';
import { feedbackLabel, layerLabel, sub } from '../../inside/labels';
import { footOf, HEIGHT, LANE, roomIn, type StageColumn, TOP } from './stage';
import type { Active, Standing } from './story';
import '../../inside/diagram/diagram.css';

interface Props {
  readonly trace: Trace;
  readonly columns: readonly StageColumn[];
  readonly width: number;
  readonly active: Active;
  readonly standing: Standing;
  /** Names of the drawn outputs. */
  readonly names: readonly string[];
  readonly image: boolean;
  readonly label: string;
}

const largest = (values: ArrayLike<number> | undefined): number =>
  Array.from(values ?? []).reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);

const has = (part: readonly number[] | undefined, layer: number): boolean => part?.includes(layer) ?? false;
const lit = (on: boolean): string => (on ? 'lit' : 'dim');

/** Weights; during an update, their change: the negative gradients. */
function Wires({ trace, columns, active, standing }: Omit<Props, 'label' | 'width'>) {
  return columns.slice(1).map((to, i) => {
    const from = columns[i] as StageColumn;
    const wires = trace.wires.find((one) => one.to === to.layer && one.from === from.layer);
    if (!wires) return null;
    const moves = has(active.update, to.layer) && wires.gradients !== undefined;
    const values = moves ? wires.gradients?.map((g) => -g) : wires.weights;
    const on = moves || has(active.forward, to.layer) || has(active.second, to.layer);
    const reached = standing.forward.has(to.layer);
    return (
      <g key={to.layer} className={`stage-wires ${lit(on)}${reached ? '' : ' ahead'}`}>
        {strandsOf(from.units, to.units, values, largest(values)).map(({ sign, size, d }) => (
          <path
            key={`${sign} ${size}`}
            d={d}
            className={`wire ${sign}`}
            strokeWidth={0.3 + 1.7 * size}
            strokeOpacity={0.12 + 0.68 * size}
          />
        ))}
      </g>
    );
  });
}

/** Units, filled by their activation, with a ring for their delta. */
function Units({ trace, columns, active, standing, image }: Omit<Props, 'label' | 'width'>) {
  return columns.map((column, i) => {
    const own = trace.layers[i];
    if (!own || (image && i === 0)) return null;
    const second = standing.second.has(column.layer) ? own.second : undefined;
    const h = second ?? own.h;
    const told = standing.fed.has(column.layer) ? own.dh : undefined;
    const on = [active.forward, active.second, active.fed, active.update].some((part) =>
      has(part, column.layer),
    );
    return (
      <g key={column.layer} className={lit(on)}>
        {column.units.map(({ unit, x, y }, j) => (
          <g key={unit}>
            {told && (
              <circle
                cx={x}
                cy={y}
                r={8}
                className="stage-told"
                stroke={divergingColor(told[j] ?? 0, largest(own.dh))}
              />
            )}
            <circle
              cx={x}
              cy={y}
              r={5.5}
              className="unit"
              fill={
                standing.forward.has(column.layer)
                  ? divergingColor(h[j] ?? Number.NaN, largest(own.h))
                  : 'var(--s1)'
              }
            />
          </g>
        ))}
      </g>
    );
  });
}

/** Bars of the outputs, and next to them the error. */
function Output({ trace, columns, active, standing, names, width }: Omit<Props, 'label'>) {
  const { bar, error: place } = roomIn(width);
  const column = columns.at(-1) as StageColumn;
  const { output, error } = trace.sample;
  const most = largest(error);
  const known = standing.forward.has(column.layer);
  return (
    <g className="stage-output num">
      <g className={lit(active.error === true)}>
        {standing.error && (
          <text x={column.x + place.x} y={TOP - 12} textAnchor="middle" className="layer-name">
            error
          </text>
        )}
        {standing.error && (
          <path d={`M${column.x + place.x} ${TOP}V${footOf(column)}`} className="stage-axis" />
        )}
        {standing.error &&
          column.units.map(({ unit, x, y }) => {
            const value = error[unit] ?? 0;
            const size = most > 0 ? (Math.abs(value) / most) * place.longest : 0;
            return (
              <rect
                key={unit}
                x={x + place.x - (value < 0 ? size : 0)}
                y={y - 4}
                width={size}
                height={8}
                fill={value < 0 ? 'var(--diverging-low)' : 'var(--diverging-high)'}
              >
                <title>{`${names[unit] ?? unit}: ${threeDigits(value)}`}</title>
              </rect>
            );
          })}
      </g>
      {column.units.map(({ unit, x, y }) => {
        const value = output[unit] ?? 0;
        return (
          <g key={unit} className={lit(has(active.forward, column.layer) || active.error === true)}>
            <text x={x + 14} y={y} dy="0.35em">
              {(names[unit] ?? String(unit)).slice(0, 4)}
            </text>
            {known && (
              <>
                <rect
                  x={x + bar.x}
                  y={y - 2}
                  width={Math.max(1, Math.min(1, Math.abs(value)) * bar.longest)}
                  height={4}
                  rx={1}
                  className="stage-bar"
                />
                <title>{`${names[unit] ?? unit}: ${coefficient(value)}`}</title>
              </>
            )}
          </g>
        );
      })}
    </g>
  );
}

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

/** The lower lane: the feedback signal and its weights, in the rule's colour. */
function Feedback({ trace, columns, active, standing, image, width }: Omit<Props, 'label'>) {
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
              {source === 'memory'
                ? trace.sample.visited === undefined
                  ? 'first visit: its target'
                  : `of epoch ${trace.sample.visited}`
                : 'known from the start'}
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

/** The picture of one step: active parts are highlighted, computed values stay, and the rest is not yet shown. */
export function Stage(props: Props) {
  const { trace, columns, width, label, active } = props;
  const K = trace.sizes.length - 1;
  const { line, text } = ruleStyle(trace.rule);
  return (
    <svg
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={label}
      className={`stage rule-ink rule-ink-${trace.rule}`}
      style={{ '--own': line, '--own-text': text } as object}
    >
      <Feedback {...props} />
      <Wires {...props} />
      <Units {...props} />
      <Output {...props} />
      {columns.map((column, i) => (
        <g key={column.layer}>
          <text
            x={column.x - (i === 0 && props.image ? roomIn(width).half : 0)}
            y={14}
            textAnchor="middle"
            className="layer-label"
          >
            <tspan className="layer-name">{layerLabel(column.layer, K)}</tspan>
            <tspan dx={5} className="layer-size">
              {column.size}
            </tspan>
          </text>
          {has(active.update, column.layer) && (
            <text x={column.x} y={TOP - 4} textAnchor="middle" className="stage-learns">
              learns
            </text>
          )}
          {column.skipped > 0 && (
            <text
              x={(column.x + (columns[i + 1]?.x ?? column.x)) / 2}
              y={142}
              textAnchor="middle"
              className="skipped"
            >
              {`× ${column.skipped} more`}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
