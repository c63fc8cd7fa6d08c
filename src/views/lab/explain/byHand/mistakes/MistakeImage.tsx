import { memo, useLayoutEffect, useRef } from 'react';
import type { Dataset } from '../../../../../core/samples/dataset';
import type { ImageShape } from '../../../../../data/spec';
import { drawPicture } from '../../../../parts/picture';

interface Props {
  dataset: Dataset;
  shape: ImageShape;
  /** Index of a test sample. */
  sample: number;
}

export const MistakeImage = memo(function MistakeImage({ dataset, shape, sample }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (ref.current) drawPicture(ref.current, dataset.test.inputs, sample, shape);
  }, [dataset, shape, sample]);
  return <canvas ref={ref} className="mistake-image" width={shape.width} height={shape.height} />;
});
