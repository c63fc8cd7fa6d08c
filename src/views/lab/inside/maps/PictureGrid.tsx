import { useMemo } from 'react';
import { CellSlider } from '../cells/CellSlider';
import { CellsCanvas } from '../cells/CellsCanvas';
import type { Cell } from '../cells/cells';
import { gridOf, type MapsModel, type Pictures, pictureOf, pixelText, placeOf } from './mapsModel';
import { picturePlaces } from './picturePlaces';

interface Props {
  model: MapsModel;
  pictures: Pictures;
  /** Width of all pictures, in pixels. */
  width: number;
  at: Cell | undefined;
  onRead: (cell: Cell | undefined) => void;
}

/** Pictures of maps or filters, read by pointer and keyboard across all of them. */
export function PictureGrid({ model, pictures, width, at, onRead }: Props) {
  const { down, across, values, m, size, label, note } = pictures;
  const [rows, columns] = size;
  const places = picturePlaces(pictures, width);
  // The same arrays until new values arrive: nothing is painted twice.
  const all = useMemo(
    () =>
      Array.from({ length: down * across }, (_, i) => {
        const own = { down: Math.floor(i / across), across: i % across };
        return { own, values: pictureOf({ ...pictures, values, down, size }, own) };
      }),
    [pictures, values, down, across, size],
  );
  const mark = at && placeOf(pictures, at);
  return (
    <CellSlider
      {...gridOf(pictures)}
      {...{ width: places.width, height: places.height, at, onRead }}
      label={`${label}, ${note}: read their values`}
      valueText={at ? pixelText(model, pictures, at) : 'not set'}
      cellOf={places.cellOf}
    >
      {all.map(({ own, values: pixels }) => {
        const box = places.boxOf(own);
        return (
          <span key={`${own.down} ${own.across}`} className="map-picture" style={box}>
            {pixels && (
              <CellsCanvas
                {...{ values: pixels, m, rows, columns }}
                {...{ width: box.width, height: box.height, dots: window.devicePixelRatio }}
                style={{ width: box.width, height: box.height }}
              />
            )}
          </span>
        );
      })}
      {mark && <span className="heatmap-mark" style={places.cellBox(mark.picture, mark)} />}
    </CellSlider>
  );
}
