import { memory, memoryTotal, type NetworkShape } from '../../../../core/cost/cost';
import { bytesText } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import { RuleName } from './RuleName';
import { useMeasuredBytes } from './useCost';

const NONE = '–';

interface Props {
  ruleIds: readonly RuleId[];
  shape: NetworkShape;
}

/** Bytes excluding weights and optimizer state: by the model, and as measured in the last epoch. */
export function MemoryTable({ ruleIds, shape }: Props) {
  const measured = useMeasuredBytes();
  const some = (bytes: number | undefined) => (bytes ? bytesText(bytes) : NONE);
  return (
    <table className="cost-table" aria-label="Memory">
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            Algorithm
          </th>
          <th scope="colgroup" colSpan={2} className="cost-group">
            Activations and deltas, peak
          </th>
          <th scope="col" rowSpan={2}>
            B
          </th>
          <th scope="col" rowSpan={2}>
            Errors
          </th>
          <th scope="col" rowSpan={2} title="Activations and deltas by the model, B, and errors">
            Total
          </th>
        </tr>
        <tr>
          <th scope="col">model</th>
          <th scope="col">measured</th>
        </tr>
      </thead>
      <tbody>
        {ruleIds.map((rule) => {
          const model = memory(rules[rule], shape);
          const { held, feedback, errors } = model;
          return (
            <tr key={rule}>
              <RuleName rule={rule} />
              <td className="num">{bytesText(held)}</td>
              <td className="num" title={measured.get(rule)?.held.toString()}>
                {some(measured.get(rule)?.held)}
              </td>
              <td className="num">{some(feedback)}</td>
              <td className="num">{some(errors)}</td>
              <td className="num">{bytesText(memoryTotal(model))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
