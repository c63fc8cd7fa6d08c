import { threeDigits } from '../../../core/format';
import { Scrolled } from '../../parts/Scrolled';
import type { Pair } from './predicted';

interface Props {
  title: string;
  pairs: readonly Pair[];
  unit: string | undefined;
}

function Cell({ value }: { value: number }) {
  return (
    <td className="num" title={String(value)}>
      {threeDigits(value)}
    </td>
  );
}

/** Every pair that is drawn, in full precision. */
export function PredictedTable({ title, pairs, unit }: Props) {
  const named = (name: string) => (unit ? `${name}, ${unit}` : name);
  return (
    <div className="data-table">
      <Scrolled name={`${title}, numbers`} className="data-scroll numbers">
        <table aria-label={`${title}, numbers`}>
          <thead>
            <tr>
              <th scope="col">Sample</th>
              <th scope="col">{named('True')}</th>
              <th scope="col">{named('Predicted')}</th>
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {pairs.length === 0 && (
              <tr>
                {['–', '–', '–', '–'].map((none, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: four equal cells.
                  <td key={i} className="num">
                    {none}
                  </td>
                ))}
              </tr>
            )}
            {pairs.map(({ truth, predicted }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sample's place is its name.
              <tr key={i}>
                <th scope="row" className="num">
                  {i + 1}
                </th>
                <Cell value={truth} />
                <Cell value={predicted} />
                <Cell value={predicted - truth} />
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </div>
  );
}
