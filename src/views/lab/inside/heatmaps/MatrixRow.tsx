import { Lock } from 'lucide-react';
import type { Cell } from '../cells/cells';
import { HeatmapCanvas } from '../cells/HeatmapCanvas';
import { beyond } from '../cells/ramp';
import { ScaleBar } from '../cells/ScaleBar';
import { largestOf } from './drawnFeedback';
import { cellText, type HeatmapModel, type Matrix } from './heatmapModel';
import './heatmaps.css';

/** Below this height in pixels (a single output, for example) the text is placed below the heatmap. */
const LOWEST = 24;

interface Props {
  model: HeatmapModel;
  matrix: Matrix;
  side: number;
  at: Cell | undefined;
  /** Why the run's network is gone; undefined if it exists. */
  gone: string | undefined;
  onRead: (cell: Cell | undefined) => void;
  paper?: boolean;
}

/** Text in an empty heatmap. */
function emptyText(values: Float32Array | undefined, gone: string | undefined): string {
  if (!values) return gone ?? 'Available from the first step on.';
  return largestOf(values) > 0 || values.some(Number.isNaN) ? '' : 'All zero in single precision.';
}

/** A heatmap with label and scale. */
export function MatrixRow({ model, matrix, side, at, gone, onRead, paper = false }: Props) {
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
          paper={paper}
        />
        <p className={rows.length * side < LOWEST ? 'quiet heatmap-empty below' : 'quiet heatmap-empty'}>
          {emptyText(values, gone)}
        </p>
      </div>
    </div>
  );
}
