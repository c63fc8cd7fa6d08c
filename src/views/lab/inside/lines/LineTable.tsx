import { type ReadLine, rowsOfLines } from './lineRows';

interface Props {
  lines: readonly ReadLine[];
  title: string;
  /** What the first column holds: "Epoch". */
  place: string;
  text: (value: number) => string;
}

/** Every point of a chart's lines, in full precision under the pointer. */
export function LineTable({ lines, title, place, text }: Props) {
  return (
    <table aria-label={`${title}, numbers`}>
      <thead>
        <tr>
          <th scope="col">{place}</th>
          {lines.map(({ key, name }) => (
            <th scope="col" key={key}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOfLines(lines).map((row) => (
          <tr key={row.x}>
            <th scope="row" className="num">
              {row.x}
            </th>
            {lines.map(({ key }) => {
              const value = row[key];
              return (
                <td key={key} className="num" {...(value === undefined ? {} : { title: String(value) })}>
                  {value === undefined ? '–' : text(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
