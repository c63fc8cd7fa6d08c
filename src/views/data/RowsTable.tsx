import { Scrolled } from '../parts/Scrolled';
import { ShortName } from '../parts/ShortName';
import { shortNames } from '../shortNames';

/** Letters that have room in a head of the widest column. */
const LETTERS = 20;

interface Props {
  /** Its title. */
  name: string;
  /** None where columns have no names. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A few rows as they are; a wide table scrolls. */
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
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name than its place.
            <tr key={place}>
              {row.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor has a cell.
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
