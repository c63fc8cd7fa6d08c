import type { ReactNode } from 'react';

export interface NumbersColumn {
  readonly key: string;
  readonly name: string;
  /** "mean of 4", "seed 3" */
  readonly of?: string | undefined;
}
export interface NumbersRow {
  readonly key: string | number;
  /** Row header: an epoch, a layer, a sample. */
  readonly head: ReactNode;
  /** In the order of the columns. */
  readonly cells: readonly (number | undefined)[];
}

interface Props {
  /** Title of the figure: "Test accuracy". */
  title: string;
  /** Header of the first column: "Epoch". */
  head: string;
  columns: readonly NumbersColumn[];
  rows: readonly NumbersRow[];
  text: (value: number) => string;
}

const NONE = '–';

function Cell({ value, text }: { value: number | undefined; text: Props['text'] }) {
  if (value === undefined) return <td className="num">{NONE}</td>;
  return (
    <td className="num" title={String(value)}>
      {text(value)}
    </td>
  );
}

/** The numbers of a figure; the tooltip of a cell has full precision. Without numbers, one row of dashes. */
export function NumbersTable({ title, head, columns, rows, text }: Props) {
  const shown = rows.length > 0 ? rows : [{ key: NONE, head: NONE, cells: [] }];
  return (
    <table aria-label={`${title}, numbers`}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {columns.map(({ key, name, of }) => (
            <th scope="col" key={key}>
              {name}
              {of !== undefined && <span className="quiet">{` ${of}`}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ key, head: own, cells }) => (
          <tr key={key}>
            <th scope="row" className="num">
              {own}
            </th>
            {columns.map((column, i) => (
              <Cell key={column.key} value={cells[i]} text={text} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
