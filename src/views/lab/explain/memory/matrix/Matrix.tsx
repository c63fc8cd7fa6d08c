import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import { count, threeDigits } from '../../../../../core/format';
import { shortNames } from '../../../../shortNames';
import { useSize } from '../../../../useSize';
import { type Cell, moveCell } from '../../../inside/cells/cells';
import type { DrawerRow } from '../drawerRows';
import { ageOf, comparedShort, comparedTitle, filedText, rowText } from '../drawerText';
import type { Drawer } from '../useDrawer';
import { createAtlas } from './atlas';
import { columnAt, layoutOf, type MatrixLayout } from './layout';
import { MatrixCanvas } from './MatrixCanvas';
import './matrix.css';

/** Pixels per letter of a column's name. */
const LETTER = 7;
const ROW = 22;

/** Names of the outputs above the cells, as far as they fit. */
function Names({ names, layout, left }: { names: readonly string[]; layout: MatrixLayout; left: number }) {
  const { cell } = layout;
  const letters = Math.floor(cell / LETTER);
  if (letters < 1) return null;
  return shortNames(names, letters, true).map((name, i) => (
    <span key={names[i]} title={names[i]} style={{ left: left + i * cell, width: cell }}>
      {name}
    </span>
  ));
}

interface ReaderProps {
  drawer: Drawer;
  layout: MatrixLayout;
  at: Cell | undefined;
  onRead: (cell: Cell | undefined) => void;
}

/** The canvas with a cursor that reads rows and cells by pointer and keyboard. */
function Reader({ drawer, layout, at, onRead }: ReaderProps) {
  const { rows, names, scale, dataset, info, seen } = drawer;
  const atlas = useMemo(
    () => (dataset && info.image ? createAtlas(dataset, info.image) : undefined),
    [dataset, info],
  );
  const epoch = seen?.epoch ?? 0;
  const read = rows[at?.row ?? 0];
  const grid = { rows: rows.length, columns: names.length };
  const onMove = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / ROW);
    const column = columnAt(layout, names.length, event.clientX - box.left);
    if (rows[row]) onRead({ row, column: column ?? 0 });
  };
  const onKey = (event: KeyboardEvent): void => {
    const next = moveCell(grid, at, event.key);
    if (!next) return;
    event.preventDefault();
    onRead(next);
  };
  const said = read && rowText(read, { epoch, names, column: at?.column });
  return (
    <div
      className="drawer-reader"
      style={{ width: layout.width, height: rows.length * ROW }}
      role="slider"
      tabIndex={0}
      aria-label="Rows of the memory"
      aria-valuemin={1}
      aria-valuemax={Math.max(1, rows.length)}
      aria-valuenow={(at?.row ?? 0) + 1}
      aria-valuetext={`Row ${(at?.row ?? 0) + 1} of ${rows.length}. ${said ?? ''}`}
      onPointerMove={onMove}
      onPointerDown={onMove}
      onKeyDown={onKey}
    >
      <MatrixCanvas
        {...{ rows, layout, m: scale, atlas }}
        height={rows.length * ROW}
        dots={window.devicePixelRatio}
      />
      {at && rows[at.row] && (
        <>
          <span className="drawer-row-mark" style={{ top: at.row * ROW, height: ROW }} />
          {[layout.filed, layout.now].map((left) => (
            <span
              key={left}
              className="heatmap-mark"
              style={{
                left: left + at.column * layout.cell,
                top: at.row * ROW + 1,
                width: layout.cell,
                height: ROW - 2,
              }}
            />
          ))}
        </>
      )}
    </div>
  );
}

interface ColumnProps {
  head: string;
  title?: string;
  rows: readonly DrawerRow[];
  text: (row: DrawerRow) => string;
  className: string;
}

/** Text beside the cells; the reader says the same. */
function TextColumn({ head, title, rows, text, className }: ColumnProps) {
  return (
    <div className={`drawer-text ${className}`} title={title} aria-hidden="true">
      <span className="drawer-text-head">{head}</span>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are identified by their place; a batch may repeat a sample.
        <span key={i} className="num" style={{ height: ROW, lineHeight: `${ROW}px` }}>
          {text(row)}
        </span>
      ))}
    </div>
  );
}

interface Props {
  drawer: Drawer;
  /** The row and column that are read. */
  at: Cell | undefined;
  onRead: (cell: Cell | undefined) => void;
}

/** Samples × outputs: what is stored beside what would be stored now. */
export function Matrix({ drawer, at, onRead }: Props) {
  const { rows, names, info, most, seen } = drawer;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const hasImage = info.image !== undefined;
  const layout = useMemo(() => layoutOf(width, names.length, ROW, hasImage), [width, names, hasImage]);
  const epoch = seen?.epoch ?? 0;
  const classes = info.task === 'classification';
  const age = (row: DrawerRow): string => {
    const own = ageOf(row.visited, epoch);
    return own === undefined ? '–' : count(own);
  };
  return (
    <div className="drawer-matrix" style={{ minHeight: most * ROW + 40 }}>
      <TextColumn
        className="drawer-name"
        head={classes ? 'Class' : 'Sample'}
        rows={rows}
        text={({ sample, label }) =>
          label === undefined ? count(sample + 1) : (names[label] ?? String(label))
        }
      />
      <div className="drawer-cells" ref={ref}>
        <div className="drawer-heads" aria-hidden="true">
          <b style={{ left: layout.filed }}>Filed</b>
          <b style={{ left: layout.now }}>Error now</b>
          <div className="drawer-names">
            <Names {...{ names, layout }} left={layout.filed} />
            <Names {...{ names, layout }} left={layout.now} />
          </div>
        </div>
        {width > 0 && rows.length > 0 && <Reader {...{ drawer, layout, at }} onRead={onRead} />}
      </div>
      <TextColumn className="drawer-size" head="Size" rows={rows} text={({ size }) => threeDigits(size)} />
      <TextColumn
        className="drawer-compared"
        head={comparedTitle(rows[0])}
        rows={rows}
        text={comparedShort}
      />
      <TextColumn
        className="drawer-visited"
        head="Filed in"
        rows={rows}
        text={(row) => filedText(row.visited)}
      />
      <TextColumn className="drawer-age" head="Age" title="In epochs" rows={rows} text={age} />
    </div>
  );
}
