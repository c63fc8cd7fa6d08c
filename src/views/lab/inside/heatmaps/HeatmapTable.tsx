import { threeDigits } from '../../../../core/format';
import type { HeatmapModel } from './heatmapModel';

/** Every shown cell, in full precision. */
export function HeatmapTable({ model, title }: { model: HeatmapModel; title: string }) {
  const { rows, columns, columnName, matrices } = model;
  const shown = matrices.filter(({ values }) => values);
  return (
    <table aria-label={`${title}, numbers`}>
      <thead>
        <tr>
          <th scope="col">Row</th>
          <th scope="col">{columnName === 'unit' ? 'Unit' : 'Input'}</th>
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
                {column}
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
