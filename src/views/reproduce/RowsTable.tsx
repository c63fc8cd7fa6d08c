import type { Card, Measured, Row } from '../../experiment/papers/card';
import { differenceOf } from '../../experiment/papers/model/difference';
import {
  differenceText,
  measuredSpread,
  NONE,
  nameWithUnit,
  publishedSpread,
  quantityOf,
  type Spread,
} from '../../experiment/papers/texts';
import { Scrolled } from '../parts/Scrolled';
import type { CardValues } from './useCard';

/** Mean and deviation stand in columns of their own, so that numbers align. */
function Value({ spread }: { spread: Spread | undefined }) {
  if (!spread) return <span className="paper-value quiet">{NONE}</span>;
  return (
    <span className="paper-value">
      <span>{spread.mean}</span>
      {spread.sd !== undefined && <span className="paper-sd">{` ± ${spread.sd}`}</span>}
    </span>
  );
}

function Measurement({ row, value }: { row: Row; value: Measured | undefined }) {
  const { unit, published } = row;
  return (
    <td>
      <Value spread={value && measuredSpread(unit, value)} />
      {published && (
        <span className="paper-difference">
          {value ? differenceText(unit, differenceOf(published, value)) : ''}
        </span>
      )}
    </td>
  );
}

function Group({ name, span }: { name: string; span: number }) {
  return (
    <tr className="paper-group">
      <th scope="rowgroup" colSpan={span}>
        {name}
      </th>
    </tr>
  );
}

interface Props {
  card: Card;
  values: CardValues;
}

/** Published, measured by this repository, measured by the visitor. */
export function RowsTable({ card: { title, rows }, values: { here, mine } }: Props) {
  const quantity = quantityOf(rows);
  const printed = rows.some(({ published }) => published);
  const span = printed ? 4 : 3;
  return (
    <Scrolled name={title}>
      <table className="paper-rows num">
        <caption className="sr-only">{title}: published and measured</caption>
        <thead>
          <tr>
            <th scope="col">{quantity ?? 'Value'}</th>
            {printed && <th scope="col">Published</th>}
            <th scope="col">Repository</th>
            <th scope="col">You</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row, i) => {
            const begins = row.group !== undefined && row.group !== rows[i - 1]?.group;
            return [
              begins && <Group key={row.group} name={row.group ?? ''} span={span} />,
              <tr key={row.id}>
                <th scope="row">{quantity === undefined ? nameWithUnit(row) : row.name}</th>
                {printed && (
                  <td>
                    <Value spread={row.published && publishedSpread(row.unit, row.published)} />
                  </td>
                )}
                <Measurement row={row} value={here.get(row.id)} />
                <Measurement row={row} value={mine.get(row.id)} />
              </tr>,
            ];
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}
