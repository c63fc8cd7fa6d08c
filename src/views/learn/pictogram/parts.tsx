/** The one language of the lessons' pictures: ink forward, the rule's colour back. Drawn in 240 × 112. */
import type { ReactNode } from 'react';
import type { RuleId } from '../../../core/rules';
import { ruleStyle } from '../../../figures/theme/ruleStyle';

const COLUMNS = [20, 86, 152, 218] as const;
const ROWS = [14, 34, 54] as const;

export function Picture({ children }: { children: ReactNode }) {
  return (
    <svg viewBox="0 0 240 112" aria-hidden="true">
      {children}
    </svg>
  );
}

/** A network of four layers with three units each; `filled` units as [layer, unit], from 0. */
export function Net({ filled = [] }: { filled?: readonly (readonly [number, number])[] }) {
  const isFilled = (layer: number, unit: number) => filled.some(([l, u]) => l === layer && u === unit);
  return (
    <g>
      {COLUMNS.slice(1).flatMap((x, layer) =>
        ROWS.flatMap((from) =>
          ROWS.map((to) => (
            <path
              key={`${x} ${from} ${to}`}
              d={`M${COLUMNS[layer]} ${from}L${x} ${to}`}
              stroke="var(--line2)"
            />
          )),
        ),
      )}
      {COLUMNS.flatMap((x, layer) =>
        ROWS.map((y, unit) => (
          <circle
            key={`${x} ${y}`}
            cx={x}
            cy={y}
            r={5}
            fill={isFilled(layer, unit) ? 'var(--ink)' : 'var(--s1)'}
            stroke="var(--ink)"
            strokeWidth={1.5}
          />
        )),
      )}
    </g>
  );
}

/** An arrow along straight pieces, in the rule's colour or ink. */
export function Arrow({ points, rule }: { points: readonly (readonly [number, number])[]; rule?: RuleId }) {
  const colour = rule ? ruleStyle(rule).line : 'var(--ink)';
  const [before = [0, 0], end = [0, 0]] = points.slice(-2);
  const [dx, dy] = [Math.sign(end[0] - before[0]), Math.sign(end[1] - before[1])];
  const [ax, ay] = [end[0] - 7 * dx, end[1] - 7 * dy];
  const head = `M${end[0]} ${end[1]}L${ax - 4 * dy} ${ay + 4 * dx}L${ax + 4 * dy} ${ay - 4 * dx}Z`;
  const line = [...points.slice(0, -1), [ax, ay] as const];
  return (
    <g>
      <path
        d={line.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')}
        fill="none"
        stroke={colour}
        strokeWidth={2}
      />
      <path d={head} fill={colour} />
    </g>
  );
}

/** Feedback straight to both hidden layers from x = 218. */
export function DirectFeedback({ rule, from = 66 }: { rule: RuleId; from?: number }) {
  return (
    <>
      <Arrow
        rule={rule}
        points={[
          [218, from],
          [218, 90],
          [152, 90],
          [152, 66],
        ]}
      />
      <Arrow
        rule={rule}
        points={[
          [152, 90],
          [86, 90],
          [86, 66],
        ]}
      />
    </>
  );
}

/** A frame with a short text, in the rule's colour or ink. */
export function Tag({ x, y, text, rule }: { x: number; y: number; text: string; rule?: RuleId }) {
  const colour = rule ? ruleStyle(rule).text : 'var(--ink)';
  const width = 10 + 7 * text.length;
  return (
    <g>
      <rect
        x={x - width / 2}
        y={y - 11}
        width={width}
        height={22}
        rx={4}
        fill="var(--s1)"
        stroke={colour}
        strokeWidth={1.5}
      />
      <text x={x} y={y + 4} textAnchor="middle" fontSize={11} fontWeight={600} fill={colour}>
        {text}
      </text>
    </g>
  );
}

const SIGNS = [1, -0.4, 0.2, -1, 0.7, -0.1, 0.5, -0.8, 0.9, -0.6, 0.3, 1, -0.2, 0.6, -0.9, 0.1] as const;

/** A small matrix in the colours of signs; `values` row by row, default: random-looking. */
export function Matrix(props: {
  x: number;
  y: number;
  size: number;
  side: number;
  values?: readonly number[];
}) {
  const { x, y, size, side, values = SIGNS } = props;
  const cell = size / side;
  return (
    <g>
      <rect x={x} y={y} width={size} height={size} fill="var(--diverging-middle)" stroke="var(--line2)" />
      {Array.from({ length: side * side }, (_, i) => {
        const value = values[i % values.length] ?? 0;
        const colour = value < 0 ? 'var(--diverging-low)' : 'var(--diverging-high)';
        const [column, row] = [i % side, Math.floor(i / side)];
        return (
          <rect
            key={`${column} ${row}`}
            x={x + column * cell}
            y={y + row * cell}
            width={cell}
            height={cell}
            fill={colour}
            fillOpacity={Math.abs(value)}
          />
        );
      })}
    </g>
  );
}
