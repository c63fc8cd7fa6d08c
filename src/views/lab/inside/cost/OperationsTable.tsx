import { type NetworkShape, type Operations, operations } from '../../../../core/cost/cost';
import { amount } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import { operationParts, partFill, partFills } from './operationParts';
import { RuleName } from './RuleName';

function Bar({ own, most, rule }: { own: Operations; most: number; rule: RuleId }) {
  return (
    <span className="cost-bar">
      {operationParts.map((part) => (
        <span
          key={part}
          className="cost-part"
          title={`${part}: ${amount(own[part])}`}
          style={{ width: `${(100 * own[part]) / most}%`, background: partFill(part, rule) }}
        />
      ))}
    </span>
  );
}

interface Props {
  ruleIds: readonly RuleId[];
  shape: NetworkShape;
}

/** Multiply-adds of one training step, by part. */
export function OperationsTable({ ruleIds, shape }: Props) {
  const all = ruleIds.map((rule) => ({ rule, own: operations(rules[rule], shape) }));
  const most = Math.max(1, ...all.map(({ own }) => own.total));
  return (
    <>
      <p className="cost-legend quiet" aria-hidden="true">
        {operationParts.map((part) => (
          <span key={part}>
            <span
              className={part === 'deltas' ? 'cost-swatch deltas' : 'cost-swatch'}
              style={part === 'deltas' ? undefined : { background: partFills[part] }}
            />
            {part === 'deltas' ? 'deltas, in the rule’s colour' : part}
          </span>
        ))}
      </p>
      <table className="cost-table" aria-label="Operations per training step">
        <thead>
          <tr>
            <th scope="col">Algorithm</th>
            <th scope="col" className="cost-bar-cell">
              Multiply-adds
            </th>
            <th scope="col">Deltas</th>
            <th scope="col">Total</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ rule, own }) => (
            <tr key={rule}>
              <RuleName rule={rule} />
              <td className="cost-bar-cell">
                <Bar own={own} most={most} rule={rule} />
              </td>
              <td className="num">{amount(own.deltas)}</td>
              <td className="num">{amount(own.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
