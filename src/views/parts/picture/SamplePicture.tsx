import { type CSSProperties, memo, useLayoutEffect, useRef } from 'react';
import type { Split } from '../../../core/samples/dataset';
import type { ImageShape } from '../../../data/spec';
import { drawPicture } from './picture';

interface Props {
  /** Undefined, or without this sample: the canvas stays clear. */
  inputs: Split['inputs'] | undefined;
  /** Index in `inputs`. */
  sample: number;
  shape: ImageShape;
  className?: string;
  style?: CSSProperties;
  /** Without one it is decoration. */
  label?: string;
}

/** A sample as an image, in greyscale or colour. */
export const SamplePicture = memo(function SamplePicture(props: Props) {
  const { inputs, sample, shape, className, style, label } = props;
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (ref.current) drawPicture(ref.current, inputs, sample, shape);
  }, [inputs, sample, shape]);
  return (
    <canvas
      ref={ref}
      {...{ className, style }}
      {...(label === undefined ? {} : { role: 'img', 'aria-label': label })}
      width={shape.width}
      height={shape.height}
    />
  );
});
