import type { Inspection } from '../../../../../core/run/inspect/network';
import { CellsCanvas } from '../../cells/CellsCanvas';
import { CellsDrawing } from '../../cells/CellsDrawing';
import type { DiagramLayout } from '../diagramLayout';
import { fewerPixels, mapPixels, pictureSize } from './mapPixels';

interface Props {
  layout: DiagramLayout;
  inspection: Inspection | undefined;
  /** End of the colour scale. */
  m: number;
}

/** The drawn maps, with their places. */
const drawnOf = ({ layout, inspection }: Omit<Props, 'm'>) =>
  layout.columns.flatMap(({ layer, maps: side, units }) => {
    const maps = inspection?.layers.find((one) => one.layer === layer)?.maps;
    if (side === undefined || !maps) return [];
    return units.flatMap(({ unit, x, y }) => {
      const own = mapPixels(maps, unit);
      if (!own) return [];
      const { width, height } = pictureSize(own, side);
      return [{ key: `${layer} ${unit}`, own, left: x - width / 2, top: y - height / 2, width, height }];
    });
  });

/** The feature maps of the sample, on the page. */
export function MapPictures({ m, ...props }: Props) {
  return drawnOf(props).map(({ key, own, left, top, width, height }) => (
    <CellsCanvas
      key={key}
      {...own}
      {...{ m, width, height }}
      dots={window.devicePixelRatio}
      className="diagram-map"
      style={{ left, top, width, height }}
    />
  ));
}

const MOST = 14;

/** The same in a file, with fewer pixels. */
export function MapDrawings({ m, ...props }: Props) {
  return drawnOf(props).map(({ key, own, left, top, width }) => {
    const few = fewerPixels(own, MOST);
    return (
      <g key={key} transform={`translate(${left} ${top})`}>
        <CellsDrawing {...few} m={m} side={width / few.columns} />
      </g>
    );
  });
}
