import type { ImageShape } from '../../../data/spec';
import { SamplePicture } from '../../parts/picture/SamplePicture';

interface Props {
  /** [count, height × width × channels], bytes. */
  pixels: Uint8Array;
  count: number;
  shape: ImageShape;
}

export function ImageTiles({ pixels, count, shape }: Props) {
  return (
    <div className="tiles" role="img" aria-label={`${count} images`}>
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: images have no other key.
        <SamplePicture key={place} inputs={pixels} sample={place} shape={shape} />
      ))}
    </div>
  );
}
