import { useLayoutEffect, useRef } from 'react';
import type { ImageShape } from '../../../../data/spec';
import { drawPicture } from '../../../parts/picture';
import { useDataset } from '../../useDataset';
import './sample.css';

interface Props {
  dataset: string;
  shape: ImageShape;
  sample: number;
  /** Side in pixels. */
  side: number;
}

/** A training sample as an image, in greyscale or colour. */
export function SampleImage({ dataset: id, shape, sample, side }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  const dataset = useDataset(id);
  useLayoutEffect(() => {
    if (ref.current && dataset) drawPicture(ref.current, dataset.train.inputs, sample, shape);
  }, [dataset, sample, shape]);
  return (
    <canvas
      ref={ref}
      className="sample-image"
      width={shape.width}
      height={shape.height}
      style={{ width: side, height: side }}
    />
  );
}
