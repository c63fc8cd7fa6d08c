/** The cost of the rules, for export: operations as bars, operations and memory as numbers. */
import { memory, memoryTotal, type NetworkShape, operations } from '../../../../core/cost/cost';
import { amount } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import type { Drawing } from '../../../../figures/file/svg';
import type { Rows } from '../../../../figures/lines/rows';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { operationParts, partFill } from './operationParts';

/** Multiply-adds of a training step, and bytes excluding weights and optimizer state. */
export function costRows(ruleIds: readonly RuleId[], shape: NetworkShape): Rows {
  const head = [...operationParts, 'total'].map((part) => `${part} [multiply-adds]`);
  const bytes = ['activations and deltas', 'B', 'errors', 'total'].map((part) => `${part} [bytes]`);
  return [
    ['algorithm', ...head, ...bytes],
    ...ruleIds.map((rule) => {
      const own = operations(rules[rule], shape);
      const model = memory(rules[rule], shape);
      const { held, feedback, errors } = model;
      const spent = [...operationParts.map((part) => own[part]), own.total];
      return [rules[rule].name, ...spent, held, feedback, errors, memoryTotal(model)];
    }),
  ];
}

const ROW = 24;
const NAMES = 100;
const BARS = 360;
const WIDTH = 560;

/** One bar per rule; deltas in the rule's colour. */
export function costDrawing(ruleIds: readonly RuleId[], shape: NetworkShape): Drawing {
  const all = ruleIds.map((rule) => ({ rule, own: operations(rules[rule], shape) }));
  const most = Math.max(1, ...all.map(({ own }) => own.total));
  return {
    width: WIDTH,
    height: (all.length + 1) * ROW,
    content: (
      <>
        <text x={NAMES} y={14} fontSize={11} fill="var(--ink2)">
          {`Multiply-adds per training step: ${operationParts.join(', ')}`}
        </text>
        {all.map(({ rule, own }, row) => {
          const y = (row + 1) * ROW;
          let from = NAMES;
          return (
            <g key={rule}>
              <text y={y + 12} fill={ruleStyle(rule).text}>
                {rules[rule].name}
              </text>
              {operationParts.map((part) => {
                const width = (own[part] / most) * BARS;
                const x = from;
                from += width;
                return (
                  <rect key={part} x={x} y={y + 3} width={width} height={10} fill={partFill(part, rule)} />
                );
              })}
              <text x={WIDTH} y={y + 12} textAnchor="end" fill="var(--ink)">
                {amount(own.total)}
              </text>
            </g>
          );
        })}
      </>
    ),
  };
}
