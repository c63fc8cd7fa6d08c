/** The map as files: a picture, and every cell's times. */

import type { Drawing } from '../../../../../../figures/file/svg';
import { small } from '../../../../../../figures/labels/texts';
import type { Rows } from '../../../../../../figures/lines/rows';
import { CellsDrawing } from '../../../../inside/cells/CellsDrawing';
import { AROUND, MapAxes } from './MapAxes';
import { MapMarks } from './MapMarks';
import { DEPTHS, endText, type MapQuestion, ROWS, secondsAt, widthAt } from './mapGrid';
import type { MarksProps } from './places';

const SIDE = 16;
const [WIDTH, HEIGHT] = [SIDE * DEPTHS, SIDE * ROWS];
const SCALE = 20;

export function mapDrawing(marks: Omit<MarksProps, 'width' | 'height'>): Drawing {
  const { grid, m } = marks;
  const { left, right, top, bottom } = AROUND;
  return {
    width: left + WIDTH + right,
    height: top + HEIGHT + bottom + SCALE,
    content: (
      <>
        <MapAxes width={WIDTH} height={HEIGHT} />
        <g transform={`translate(${left} ${top})`}>
          <CellsDrawing values={grid.gains} m={m} rows={ROWS} columns={DEPTHS} side={SIDE} />
          <MapMarks {...marks} width={WIDTH} height={HEIGHT} />
        </g>
        <text x={left} y={top + HEIGHT + bottom + 14} {...small}>
          {`Colours: from threads ${endText(m)} to stages ${endText(m)}`}
        </text>
      </>
    ),
  };
}

/** Milliseconds of a step of every network. */
export function mapRows(question: MapQuestion): Rows {
  const head = ['hidden_layers', 'units', 'one_worker_ms', 'threads_ms', 'stages_ms', 'threads_over_stages'];
  const cells = Array.from({ length: ROWS }, (_, row) => widthAt(row)).flatMap((width) =>
    Array.from({ length: DEPTHS }, (_, column) => {
      const seconds = secondsAt(question, Array<number>(column + 1).fill(width));
      const { alone, threads, stages } = seconds;
      return [column + 1, width, 1000 * alone, 1000 * threads, 1000 * stages, threads / stages];
    }),
  );
  return [head, ...cells];
}
