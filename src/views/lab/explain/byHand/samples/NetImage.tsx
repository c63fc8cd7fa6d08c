import { useLayoutEffect, useRef } from 'react';
import type { Split } from '../../../../../core/samples/dataset';
import type { ImageShape } from '../../../../../data/spec';
import { drawPicture } from '../../../../parts/picture';

interface Props {
  shape: ImageShape;
  /** One image; undefined: black. */
  pixels: Split['inputs'] | undefined;
  label: string;
  className: string;
}

/** The image as networks get it. */
export function NetImage({ shape, pixels, label, className }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    if (pixels) drawPicture(canvas, pixels, 0, shape);
    else canvas.getContext('2d')?.clearRect(0, 0, shape.width, shape.height);
  }, [pixels, shape]);
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={label}
      className={className}
      width={shape.width}
      height={shape.height}
    />
  );
}
