import { threeDigits } from '../../../../core/format';
import { type MapsModel, type Pictures, pictureOf } from './mapsModel';

const names = { maps: 'Map', filters: 'Filter', attention: 'Head' } as const;

function PicturesTable({ model: { maps }, pictures }: { model: MapsModel; pictures: Pictures }) {
  const { what, label, rows, columns, channels, down } = pictures;
  const isFilter = what === 'filters';
  return (
    <table aria-label={`${label}, numbers`}>
      <thead>
        <tr>
          <th scope="col">{names[what]}</th>
          {isFilter && <th scope="col">Channel</th>}
          <th scope="col">{what === 'attention' ? 'Token' : 'Row'}</th>
          {columns.map((column) => (
            <th scope="col" key={column} className="num">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {maps.flatMap((map, across) =>
          Array.from({ length: down }, (_, below) => below).flatMap((below) => {
            const values = pictureOf(pictures, { down: below, across });
            return rows.map((row, r) => (
              <tr key={`${map} ${below} ${row}`}>
                <th scope="row" className="num">
                  {map}
                </th>
                {isFilter && <td className="num">{channels[below]}</td>}
                <td className="num">{row}</td>
                {columns.map((column, c) => {
                  const value = values?.[r * columns.length + c] ?? Number.NaN;
                  return (
                    <td key={column} className="num" title={String(value)}>
                      {threeDigits(value)}
                    </td>
                  );
                })}
              </tr>
            ));
          }),
        )}
      </tbody>
    </table>
  );
}

/** Every shown pixel, in full precision: a line for each row of a picture. */
export function MapsTable({ model }: { model: MapsModel }) {
  const known = model.pictures.filter(({ values }) => values);
  if (known.length === 0) return <p className="quiet">Available from the first step on.</p>;
  return known.map((pictures) => <PicturesTable key={pictures.what} {...{ model, pictures }} />);
}
