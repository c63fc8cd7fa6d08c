import { Reader } from '../../../../../charts/reader/Reader';
import { useReading } from '../../../../../charts/reader/useReading';
import { useSize } from '../../../../../useSize';
import { CellMark } from '../../../../inside/cells/CellMark';
import { CellsCanvas } from '../../../../inside/cells/CellsCanvas';
import { type Cell, cellAt, moveCell } from '../../../../inside/cells/cells';
import { AROUND, MapAxes } from './MapAxes';
import { MapMarks } from './MapMarks';
import { MapScale } from './MapScale';
import { DEPTHS, type MapQuestion, ROWS, secondsAt, widthAt } from './mapGrid';
import { cellText, pointText } from './mapWords';
import type { MarksProps } from './places';

const SIZE = { rows: ROWS, columns: DEPTHS } as const;
/** Pixels of a row. */
const ROW = 9;

export interface PlotProps extends Omit<MarksProps, 'width' | 'height'> {
  title: string;
  question: MapQuestion;
}

/** The model at a cell, and what was measured there. */
function readText({ question, points }: PlotProps, { row, column }: Cell): string {
  const [depth, width] = [column + 1, widthAt(row)];
  const said = cellText(depth, width, secondsAt(question, Array<number>(depth).fill(width)));
  const point = points.find((one) => one.depth === depth && one.width === width);
  return point ? `${said}; ${pointText(point)}` : said;
}

/** The map with its reader, and below it what is read, or how to. */
export function MapPlot(props: PlotProps) {
  const { grid, m, title, points, units } = props;
  const [ref, { width: room }] = useSize<HTMLDivElement>();
  const width = Math.max(0, room - AROUND.left - AROUND.right);
  const height = ROW * ROWS;
  const { read, on } = useReading<Cell>({
    at: ({ x, y }) => cellAt(SIZE, x / width, y / height),
    move: (key, from) => moveCell(SIZE, from, key),
  });
  const said = read && readText(props, read);
  const all = { width: room, height: AROUND.top + height + AROUND.bottom };
  return (
    <>
      <div ref={ref} className="map-plot" style={{ height: all.height }}>
        {width > 0 && (
          <>
            <CellsCanvas
              {...{ values: grid.gains, m, ...SIZE, width, height }}
              dots={window.devicePixelRatio}
              style={{ width, height, left: AROUND.left, top: AROUND.top }}
            />
            <svg {...all} aria-hidden="true">
              <MapAxes width={width} height={height} />
              <g transform={`translate(${AROUND.left} ${AROUND.top})`}>
                <MapMarks {...{ grid, points, units, m, width, height }} />
              </g>
            </svg>
            <Reader
              box={{ left: AROUND.left, top: AROUND.top, width, height }}
              label={`${title}: read the networks`}
              min={1}
              max={ROWS * DEPTHS}
              now={read ? read.row * DEPTHS + read.column + 1 : 1}
              said={said}
              on={on}
            >
              {read && <CellMark at={read} {...{ ...SIZE, width, height }} />}
            </Reader>
          </>
        )}
      </div>
      <MapScale m={m} rings={points.length > 0} />
      <p className="together-read num" aria-hidden="true">
        {said ?? 'Point at a network, or use the arrow keys, to read its times.'}
      </p>
    </>
  );
}
