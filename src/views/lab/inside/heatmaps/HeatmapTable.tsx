import { threeDigits } from '../../../../core/format';
import type { HeatmapModel } from './heatmapModel';

const capital = (noun: string): string => noun.charAt(0).toUpperCase() + noun.slice(1);

/** Every shown cell, in full precision. */
export function HeatmapTable({ model, title }: { model: HeatmapModel; title: string }) {
  const { rows, columns, names, matrices } = model;
  const shown = matrices.filter(({ values }) => values);
  return (
    <table aria-label={`${title}, numbers`}>
      <thead>
        <tr>
          <th scope="col">{capital(names.row)}</th>
          <th scope="col">{capital(names.column)}</th>
          {shown.map(({ what, label }) => (
            <th scope="col" key={what}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.flatMap((row, r) =>
          columns.map((column, c) => (
            <tr key={`${row} ${column}`}>
              <th scope="row" className="num">
                {row}
              </th>
              <th scope="row" className="num">
                {names.columnLabel(column)}
              </th>
              {shown.map(({ what, values }) => {
                const value = values?.[r * columns.length + c] ?? Number.NaN;
                return (
                  <td key={what} className="num" title={String(value)}>
                    {threeDigits(value)}
                  </td>
                );
              })}
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
