import { useEffect, useMemo, useRef } from 'react';
import type { Dataset } from '../../../../core/samples/dataset';
import type { ImageShape } from '../../../../data/spec';
import { datasetChoice } from '../../../../store/settings/choices';
import { drawPicture } from '../../../parts/picture/picture';
import { useDataset } from '../../useDataset';
import { tablePicture } from './thumbnailModel';
import './thumbnail.css';

/** The thumbnail is the first training image of class 3, an easily recognized digit. */
const SHOWN_CLASS = 3;
/** Size of the thumbnail and its margin, in pixels. */
const SIDE = 30;
const EDGE = 3;

function Picture({ dataset, shape }: { dataset: Dataset | undefined; shape: ImageShape }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    if (!dataset) return;
    const { inputs, targets } = dataset.train;
    const sample = targets.kind === 'classes' ? Math.max(0, targets.labels.indexOf(SHOWN_CLASS)) : 0;
    drawPicture(canvas, inputs, sample, shape);
  }, [dataset, shape]);
  return <canvas ref={ref} width={shape.width} height={shape.height} />;
}

/** Points, filled or open by class; or a histogram of the target. */
function Drawing({ dataset }: { dataset: Dataset | undefined }) {
  const picture = useMemo(() => dataset && tablePicture(dataset), [dataset]);
  const room = SIDE - 2 * EDGE;
  return (
    <svg width={SIDE} height={SIDE} className="thumbnail-drawing" aria-hidden="true">
      {picture?.kind === 'points' &&
        picture.points.map(({ x, y, label }, i) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: points are identified by index.
            key={i}
            cx={EDGE + x * room}
            cy={EDGE + y * room}
            r={1}
            className={label % 2 === 0 ? 'even' : 'odd'}
          />
        ))}
      {picture?.kind === 'bars' &&
        picture.heights.map((height, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars are identified by index.
            key={i}
            x={EDGE + (i * room) / picture.heights.length + 0.25}
            y={SIDE - EDGE - Math.max(height > 0 ? 1 : 0, height * room)}
            width={Math.max(1, room / picture.heights.length - 0.5)}
            height={Math.max(height > 0 ? 1 : 0, height * room)}
          />
        ))}
    </svg>
  );
}

/** A thumbnail of a data set; its space is reserved while samples load. */
export function Thumbnail({ id }: { id: string }) {
  const dataset = useDataset(id);
  const { image } = datasetChoice(id);
  return (
    <span className="thumbnail" aria-hidden="true">
      {image ? <Picture dataset={dataset} shape={image} /> : <Drawing dataset={dataset} />}
    </span>
  );
}
