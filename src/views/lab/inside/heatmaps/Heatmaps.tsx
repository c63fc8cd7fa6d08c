import { useState } from 'react';
import { useLab } from '../../../labContext';
import { useSize } from '../../../useSize';
import type { Cell } from '../cells/cells';
import { RescaleButton } from '../cells/RescaleButton';
import { beyond } from '../cells/ramp';
import type { InsideView } from '../useInsideView';
import { cellSide, cellText, correlationText, type HeatmapModel, type Matrix } from './heatmapModel';
import { MatrixRow } from './MatrixRow';
import './heatmaps.css';

interface FootProps {
  /** The current reading, or a note. */
  text: string;
  model: HeatmapModel;
  seen: boolean;
}

function Foot({ text, model: { matrices, correlation }, seen }: FootProps) {
  const lab = useLab();
  const outgrown = matrices.some(({ values, m }) => {
    const ends = values ? beyond(values, m) : { low: false, high: false };
    return ends.low || ends.high;
  });
  return (
    <div className="heatmap-foot num">
      <span>{text}</span>
      {seen && (
        <RescaleButton
          title="Rescale the colours to the current values"
          plain={!outgrown}
          onClick={lab.inside.rescale}
        />
      )}
      {matrices.length > 1 && (
        <span className="correlation">{`correlation ${correlationText(correlation)}`}</span>
      )}
    </div>
  );
}

/** B above the forward path that it is compared with, with cells aligned. */
export function Heatmaps({ model, view }: { model: HeatmapModel; view: InsideView }) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  const [read, setRead] = useState<{ what: Matrix['what']; cell: Cell }>();
  const side = cellSide(model, width);
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
            gone={view.gone}
            onRead={(cell) => setRead(cell && { what: one.what, cell })}
          />
        ))}
      {model.alone && <p className="quiet heatmap-alone">{model.alone}</p>}
      <Foot
        model={model}
        seen={view.inspection !== undefined}
        text={at && matrix ? `${matrix.label}, ${cellText(model, matrix, at)}` : idleText(view)}
      />
    </div>
  );
}

/** Note shown while no cell is read. */
const idleText = ({ started, seed }: InsideView): string =>
  started ? '' : `Initial values for seed ${seed}, before training.`;
