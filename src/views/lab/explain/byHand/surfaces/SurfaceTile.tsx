import type { KeyboardEvent, PointerEvent } from 'react';
import { percent } from '../../../../../core/format';
import { type RuleId, rules } from '../../../../../core/rules';
import type { SurfaceRequest } from '../../../../../core/run/inspect/surface';
import { LineSample } from '../../../../theme/LineSample';
import { type Cell, cellAt, moveCell } from '../../../inside/cells/cells';
import { type CanvasProps, Points, SurfaceCanvas, Ticks } from './SurfaceParts';
import { CELLS, type PlanePoint, unsureShare } from './surfaceModel';

const GRID = { rows: CELLS, columns: CELLS };
const MIDDLE: Cell = { row: CELLS / 2, column: CELLS / 2 };

interface Props extends CanvasProps, Pick<SurfaceRequest, 'bounds'> {
  rule: RuleId;
  points: readonly PlanePoint[];
  accuracy: number | undefined;
  /** The place being read, the same on all surfaces; undefined for none. */
  at: Cell | undefined;
  /** "x 0.31, y −0.20" */
  place: string;
  /** The network's answer there: "1, 97 %". */
  said: string;
  onRead: (cell: Cell | undefined) => void;
}

/** One run's surface with the training points; a cursor reads it by pointer and keyboard. */
export function SurfaceTile(props: Props) {
  const { rule, surface, points, bounds, accuracy, at, place, said, onRead } = props;
  const { name } = rules[rule];
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onRead(cellAt(GRID, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onRead(undefined);
    const next = moveCell(GRID, at ?? MIDDLE, event.key);
    if (!next) return;
    event.preventDefault();
    onRead(next);
  };
  return (
    <li className="surface">
      <div className="surface-head">
        <LineSample rule={rule} />
        <h3>{name}</h3>
        <span className="num quiet">
          {accuracy === undefined ? '' : `${percent(accuracy, 1)} of the test set right`}
        </span>
      </div>
      <div className="surface-frame">
        <div
          className="surface-plot"
          role="slider"
          tabIndex={0}
          aria-label={`${name}: read the answer at a point`}
          aria-valuemin={1}
          aria-valuemax={CELLS * CELLS}
          aria-valuenow={at ? at.row * CELLS + at.column + 1 : 1}
          aria-valuetext={at ? `${place}: ${said}` : 'not set'}
          onPointerMove={onMove}
          onPointerDown={onMove}
          onPointerLeave={({ pointerType }) => pointerType !== 'touch' && onRead(undefined)}
          onBlur={() => onRead(undefined)}
          onKeyDown={onKey}
        >
          <SurfaceCanvas surface={surface} classes={props.classes} colors={props.colors} />
          <Points points={points} />
          {at && (
            <span
              className="surface-cross"
              style={{
                left: `${(100 * (at.column + 0.5)) / CELLS}%`,
                top: `${(100 * (at.row + 0.5)) / CELLS}%`,
              }}
            />
          )}
        </div>
        <Ticks bounds={bounds} />
      </div>
      <p className="num surface-said">
        {at
          ? said
          : surface
            ? `unsure in ${percent(unsureShare(surface), 0)} of the frame`
            : 'no network yet'}
      </p>
    </li>
  );
}
