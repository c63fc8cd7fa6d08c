import { Scrolled } from '../../parts/Scrolled';
import { ShortName } from '../../parts/ShortName';
import { shortNames } from '../../shortNames';

/** Letters that fit in the widest header cell. */
const LETTERS = 20;

interface Props {
  /** Accessible name. */
  name: string;
  /** Empty if columns have no names. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A few raw rows; a wide table scrolls. */
export function RowsTable({ name, head, rows }: Props) {
  const short = shortNames(head, LETTERS, false);
  return (
    <Scrolled name={name} className="first-rows">
      <table aria-label={name}>
        {head.length > 0 && (
          <thead>
            <tr>
              {head.map((name, place) => (
                <th key={name} scope="col" title={name}>
                  <ShortName name={name} short={short[place]} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other key.
            <tr key={place}>
              {row.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor do cells.
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
