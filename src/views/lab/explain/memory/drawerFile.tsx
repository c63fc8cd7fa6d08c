/** The drawer's rows for export: as SVG, and every number. */
import { count } from '../../../../core/format';
import type { Drawing } from '../../../../figures/file/svg';
import type { Rows } from '../../../../figures/lines/rows';
import { CellsDrawing } from '../../inside/cells/CellsDrawing';
import type { Drawer } from './useDrawer';

type Shown = Pick<Drawer, 'rows' | 'names' | 'scale'>;

export function drawerFile({ rows, names }: Shown): Rows {
  const head = [
    'sample',
    'class',
    'size',
    'cosine',
    'difference',
    'filed in epoch',
    'output',
    'filed',
    'now',
  ];
  const cells = rows.flatMap(({ sample, label, size, cosine, difference, visited, filed, now, only }) =>
    names.flatMap((name, c) =>
      only !== undefined && only !== c
        ? []
        : [
            [
              ...[sample + 1, label === undefined ? '' : (names[label] ?? label), size, cosine ?? ''],
              ...[difference, visited ?? '', name, filed[c] ?? '', now[c] ?? ''],
            ],
          ],
    ),
  );
  return [head, ...cells];
}

const SIDE = 14;
const NAMES = 72;
const GAP = 24;
const TOP = 20;

export function drawerDrawing({ rows, names, scale: m }: Shown): Drawing {
  const columns = names.length;
  const half = columns * SIDE;
  const matrix = (values: 'filed' | 'now', left: number, title: string) => (
    <g key={values} transform={`translate(${left} 0)`}>
      <text y={12} fontWeight={550} fill="var(--ink)">
        {title}
      </text>
      <g transform={`translate(0 ${TOP})`}>
        <CellsDrawing
          values={Float32Array.from(rows.flatMap((row) => [...row[values]]))}
          {...{ m, columns }}
          rows={rows.length}
          side={SIDE}
        />
      </g>
    </g>
  );
  return {
    width: NAMES + 2 * half + GAP,
    height: TOP + rows.length * SIDE,
    content: (
      <>
        {rows.map(({ sample, label }, i) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are identified by their place.
            key={i}
            x={NAMES - 8}
            y={TOP + (i + 0.75) * SIDE}
            fontSize={11}
            textAnchor="end"
            fill="var(--ink2)"
          >
            {label === undefined ? count(sample + 1) : (names[label] ?? label)}
          </text>
        ))}
        {matrix('filed', NAMES, 'Filed')}
        {matrix('now', NAMES + half + GAP, 'Error now')}
      </>
    ),
  };
}
