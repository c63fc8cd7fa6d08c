import { Lock } from 'lucide-react';
import { useState } from 'react';
import { rescale } from '../../../store/inside';
import { useSize } from '../../useSize';
import type { Cell } from './cells';
import { largestOf } from './drawnFeedback';
import { HeatmapCanvas } from './HeatmapCanvas';
import { cellText, correlationText, type HeatmapModel, type Matrix } from './heatmapModel';
import { beyond } from './ramp';
import { ScaleBar } from './ScaleBar';
import type { InsideView } from './useInsideView';

const LARGEST_CELL = 12;
/** Names and scales stand in a column of this width, gap included. */
const NAMES = 100;

/** A heatmap that is lower, as of one output, has no room for words: they stand below it. */
const LOWEST = 24;

interface RowProps {
  model: HeatmapModel;
  matrix: Matrix;
  side: number;
  at: Cell | undefined;
  /** The run's networks are not there any more. */
  gone: boolean;
  onRead: (cell: Cell | undefined) => void;
}

/** What stands in a heatmap that shows nothing. */
function emptyText(values: Float32Array | undefined, gone: boolean): string {
  if (!values) return gone ? 'This run was stopped: its networks are gone.' : 'Seen from the first step on.';
  return largestOf(values) > 0 || values.some(Number.isNaN) ? '' : 'All zero in single precision.';
}

function MatrixRow({ model, matrix, side, at, gone, onRead }: RowProps) {
  const { label, note, locked, values, m } = matrix;
  const { rows, columns } = model;
  return (
    <div className="matrix">
      <div className="matrix-about">
        <span className={label.length > 12 ? 'matrix-name long' : 'matrix-name'}>
          {label}
          <span className="quiet">
            {locked && <Lock size={11} strokeWidth={2} aria-hidden="true" />}
            {note}
          </span>
        </span>
        <ScaleBar m={m} beyond={values ? beyond(values, m) : { low: false, high: false }} />
      </div>
      <div className="matrix-cells">
        <HeatmapCanvas
          values={values}
          rows={rows.length}
          columns={columns.length}
          m={m}
          side={side}
          at={at}
          label={`${label}, ${note}: read its values`}
          valueText={at ? cellText(model, matrix, at) : 'not set'}
          onRead={onRead}
        />
        <p className={rows.length * side < LOWEST ? 'quiet matrix-empty below' : 'quiet matrix-empty'}>
          {emptyText(values, gone)}
        </p>
      </div>
    </div>
  );
}

interface FootProps {
  /** What is read, or what there is to know. */
  text: string;
  model: HeatmapModel;
  seen: boolean;
}

function Foot({ text, model: { matrices, correlation }, seen }: FootProps) {
  const outgrown = matrices.some(({ values, m }) => {
    const ends = values ? beyond(values, m) : { low: false, high: false };
    return ends.low || ends.high;
  });
  return (
    <div className="heatmap-foot num">
      <span>{text}</span>
      {seen && (
        <button
          type="button"
          className={outgrown ? 'button small' : 'button small plain'}
          title="Take the present values as the ends of the colours"
          onClick={rescale}
        >
          Rescale
        </button>
      )}
      {matrices.length > 1 && (
        <span className="correlation">{`correlation ${correlationText(correlation)}`}</span>
      )}
    </div>
  );
}

/** B above the path it is compared with, cell under cell. */
export function Heatmaps({ model, view }: { model: HeatmapModel; view: InsideView }) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  const [read, setRead] = useState<{ what: Matrix['what']; cell: Cell }>();
  const side = Math.min(LARGEST_CELL, Math.max(1, width - NAMES) / Math.max(1, model.columns.length));
  const matrix = model.matrices.find(({ what }) => what === read?.what);
  const inRange = read && read.cell.row < model.rows.length && read.cell.column < model.columns.length;
  const at = inRange ? read.cell : undefined;
  return (
    <div className="heatmaps" ref={ref}>
      {width > 0 &&
        model.matrices.map((one) => (
          <MatrixRow
            key={one.what}
            model={model}
            matrix={one}
            side={side}
            at={at}
            gone={view.started && !view.alive}
            onRead={(cell) => setRead(cell && { what: one.what, cell })}
          />
        ))}
      <Foot
        model={model}
        seen={view.inspection !== undefined}
        text={at && matrix ? `${matrix.label}, ${cellText(model, matrix, at)}` : idleText(view)}
      />
    </div>
  );
}

/** While no cell is read. */
const idleText = ({ started, experiment }: InsideView): string =>
  started ? '' : `As seed ${experiment.seed} draws it; nothing is trained yet.`;
