/** Feature maps and filters for export: as SVG, and every shown pixel. */
import type { Drawing } from '../../../../figures/file/svg';
import type { Rows } from '../../../../figures/lines/rows';
import { CellsDrawing } from '../cells/CellsDrawing';
import { MatrixNames, NAMES, NAMES_HEIGHT } from '../cells/MatrixNames';
import { fewerPixels } from '../diagram/maps/mapPixels';
import { type MapsModel, type Pictures, pictureOf } from './mapsModel';
import { picturePlaces } from './picturePlaces';

const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export function mapsRows({ maps, pictures }: MapsModel): Rows {
  const all = pictures.flatMap((one) =>
    maps.flatMap((map, across) =>
      numbers(one.down).flatMap((down) =>
        Array.from(pictureOf(one, { down, across }) ?? [], (value, i) => [
          one.label,
          map,
          one.channels[down] ?? '',
          one.rows[Math.floor(i / one.size[1])] ?? 0,
          one.columns[i % one.size[1]] ?? 0,
          value,
        ]),
      ),
    ),
  );
  const isAttention = pictures.some(({ what }) => what === 'attention');
  const names = isAttention ? ['head', '', 'token', 'of token'] : ['map', 'channel', 'row', 'column'];
  const kept = isAttention ? all.map((row) => row.filter((_, i) => i !== 2)) : all;
  return [['what', ...names.filter(Boolean), 'value'], ...kept];
}

const WIDTH = 480;
const GAP = 16;
/** Pixels a side of a picture: files stay small. */
const MOST = 14;

function Row({ one, y }: { one: Pictures; y: number }) {
  const places = picturePlaces(one, WIDTH);
  const { label, note, m, across, positive = false } = one;
  return (
    <g transform={`translate(0 ${y})`}>
      <MatrixNames {...{ label, note, m, positive }} />
      {numbers(one.down * across).map((i) => {
        const at = { down: Math.floor(i / across), across: i % across };
        const values = pictureOf(one, at);
        const box = places.boxOf(at);
        if (!values) return null;
        const few = fewerPixels({ values, rows: one.size[0], columns: one.size[1] }, MOST);
        return (
          <g key={i} transform={`translate(${NAMES + box.left} ${box.top})`}>
            <CellsDrawing {...few} m={m} side={box.width / few.columns} />
          </g>
        );
      })}
    </g>
  );
}

export function mapsDrawing({ pictures }: MapsModel): Drawing {
  let y = 0;
  const rows = pictures.map((one) => {
    const from = y;
    y += Math.max(NAMES_HEIGHT, picturePlaces(one, WIDTH).height) + GAP;
    return <Row key={one.what} one={one} y={from} />;
  });
  return { width: NAMES + WIDTH, height: y - GAP, content: rows };
}
