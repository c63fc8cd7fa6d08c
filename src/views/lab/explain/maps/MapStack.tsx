import type { ShownMaps } from '../../../../core/run/inspect/maps';
import { CellsDrawing } from '../../inside/cells/CellsDrawing';
import { mapPixels, pictureSize } from '../../inside/diagram/maps/mapPixels';
import './maps.css';

const SIDE = 38;
const GAP = 5;
/** As many as a trace returns. */
const MAPS = 4;

interface Props {
  /** Undefined: empty places. */
  maps: ShownMaps | undefined;
  x: number;
  /** Of the middle. */
  y: number;
  m: number;
  /** Whether something is fed back to them. */
  told?: boolean;
  /** Of one map, in pixels. */
  side?: number;
}

/** Some feature maps of a layer, one above the other. */
export function MapStack({ maps, x, y, m, told = false, side = SIDE }: Props) {
  const places = maps?.channels ?? Array.from({ length: MAPS }, (_, i) => i);
  const top = y - (places.length * (side + GAP) - GAP) / 2;
  return places.map((channel, i) => {
    const own = mapPixels(maps, channel);
    const { width, height } = own ? pictureSize(own, side) : { width: side, height: side };
    const [left, from] = [x - width / 2, top + i * (side + GAP) + (side - height) / 2];
    return (
      <g key={channel} transform={`translate(${left} ${from})`}>
        {own && <CellsDrawing {...own} m={m} side={width / own.columns} />}
        <rect
          x={-0.5}
          y={-0.5}
          width={width + 1}
          height={height + 1}
          className={`stack-frame${told ? ' told' : ''}${own ? '' : ' empty'}`}
        />
      </g>
    );
  });
}
