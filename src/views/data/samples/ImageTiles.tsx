import { useEffect, useRef } from 'react';
import type { ImageShape } from '../../../data/spec';
import { drawPicture } from '../../parts/picture';

interface Props {
  /** [count, height × width × channels], bytes. */
  pixels: Uint8Array;
  count: number;
  shape: ImageShape;
}

function Tile({ pixels, place, shape }: { pixels: Uint8Array; place: number; shape: ImageShape }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (ref.current) drawPicture(ref.current, pixels, place, shape);
  }, [pixels, place, shape]);
  return <canvas ref={ref} width={shape.width} height={shape.height} />;
}

export function ImageTiles({ pixels, count, shape }: Props) {
  return (
    <div className="tiles" role="img" aria-label={`${count} images`}>
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: images have no other key.
        <Tile key={place} pixels={pixels} place={place} shape={shape} />
      ))}
    </div>
  );
}
