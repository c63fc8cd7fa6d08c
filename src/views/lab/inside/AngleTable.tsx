import { degrees } from '../../format';
import { type AngleLine, angleRows } from './angles';

/** Every point in full precision. */
export function AngleTable({ lines, title }: { lines: readonly AngleLine[]; title: string }) {
  const rows = angleRows(lines);
  return (
    <table aria-label={`${title}, numbers`}>
      <thead>
        <tr>
          <th scope="col">Epoch</th>
          {lines.map(({ key, name }) => (
            <th scope="col" key={key}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.x}>
            <th scope="row" className="num">
              {row.x}
            </th>
            {lines.map(({ key }) => {
              const value = row[key];
              return (
                <td key={key} className="num" {...(value === undefined ? {} : { title: String(value) })}>
                  {value === undefined ? '–' : degrees(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
