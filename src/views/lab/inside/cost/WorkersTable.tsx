import { bytesText } from '../../../../core/format';
import type { RuleId } from '../../../../core/rules';
import { RuleName } from './RuleName';
import { useMeasuredBytes } from './useCost';

/** What each algorithm's worker holds, as measured at the last epoch's end; other backends do not tell. */
export function WorkersTable({ ruleIds }: { ruleIds: readonly RuleId[] }) {
  const measured = useMeasuredBytes();
  const rows = ruleIds.flatMap((rule) => {
    const { tensorBytes, heapBytes } = measured.get(rule) ?? {};
    return tensorBytes === undefined || heapBytes === undefined ? [] : [{ rule, tensorBytes, heapBytes }];
  });
  if (rows.length === 0) return <p className="quiet">Train on WebAssembly to see it.</p>;
  return (
    <>
      <table className="cost-table" aria-label="Workers">
        <thead>
          <tr>
            <th scope="col">Worker of</th>
            <th scope="col">Tensors between steps</th>
            <th scope="col">WebAssembly’s heap</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ rule, tensorBytes, heapBytes }) => (
            <tr key={rule}>
              <RuleName rule={rule} />
              <td className="num">{bytesText(tensorBytes)}</td>
              <td className="num">{bytesText(heapBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        Weights and optimizer state included. A heap never shrinks: its highest peak counts, in most cases
        that of evaluation or measures.
      </p>
    </>
  );
}
