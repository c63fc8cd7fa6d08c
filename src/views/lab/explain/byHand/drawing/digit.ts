/**
 * From ink to an image as a data set's makers prepared theirs. MNIST's: "size normalized to fit in a 20x20 pixel box
 * while preserving their aspect ratio", grey levels from anti-aliasing, "centered in a 28x28 image by computing the
 * center of mass of the pixels" (LeCun, Cortes and Burges, The MNIST database of handwritten digits).
 */
import type { DrawnAs, ImageShape } from '../../../../../data/spec';
import type { Ink } from './strokes';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest rectangle that holds all ink; undefined without ink. */
function boxOf({ width, height, values }: Ink): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((values[y * width + x] as number) <= 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/**
 * Shares of source pixels in each target pixel: [first, share, share, …], which add up to 1.
 * @param from first source pixel, `length` source pixels become `size` target pixels
 */
function sharesOf(from: number, length: number, size: number): (readonly [number, readonly number[]])[] {
  return Array.from({ length: size }, (_, i) => {
    const [low, high] = [(i * length) / size, ((i + 1) * length) / size];
    const first = Math.floor(low);
    const shares = Array.from({ length: Math.max(1, Math.ceil(high) - first) }, (_, k) => {
      const covered = Math.min(high, first + k + 1) - Math.max(low, first + k);
      return (covered * size) / length;
    });
    return [from + first, shares];
  });
}

/** Resamples a box by area, to width × height pixels. */
function resampled({ width: across, values }: Ink, box: Box, width: number, height: number): Ink {
  const columns = sharesOf(box.left, box.width, width);
  const rows = sharesOf(box.top, box.height, height);
  const out = new Float32Array(width * height);
  rows.forEach(([top, down], y) => {
    columns.forEach(([left, over], x) => {
      let ink = 0;
      down.forEach((share, i) => {
        over.forEach((part, j) => {
          ink += share * part * (values[(top + i) * across + left + j] ?? 0);
        });
      });
      out[y * width + x] = ink;
    });
  });
  return { width, height, values: out };
}

/** Centre of mass in pixels: 0 is the centre of the first one. */
function massCentre({ width, values }: Ink): { readonly x: number; readonly y: number } {
  let [mass, x, y] = [0, 0, 0];
  values.forEach((ink, i) => {
    mass += ink;
    x += ink * (i % width);
    y += ink * Math.floor(i / width);
  });
  return { x: x / mass, y: y / mass };
}

/** First pixel of the ink along one axis: its centre comes to the image's middle, as far as no ink is cut off. */
function startOf(length: number, size: number, centre: number | undefined): number {
  const wanted = centre === undefined ? Math.floor((size - length) / 2) : Math.round(size / 2 - centre);
  return Math.max(0, Math.min(size - length, wanted));
}

/** Ink fitted into an image: its longer side is the box's, its centre the image's. Undefined without ink. */
export function fitted(ink: Ink, { width, height }: ImageShape, { box, centre }: DrawnAs): Ink | undefined {
  const own = boxOf(ink);
  if (!own) return undefined;
  const scale = box / Math.max(own.width, own.height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const small = resampled(ink, own, side(own.width), side(own.height));
  const mass = centre === 'mass' ? massCentre(small) : undefined;
  const [left, top] = [startOf(small.width, width, mass?.x), startOf(small.height, height, mass?.y)];
  const values = new Float32Array(width * height);
  for (let y = 0; y < small.height; y++)
    values.set(small.values.subarray(y * small.width, (y + 1) * small.width), (top + y) * width + left);
  return { width, height, values };
}

/** MNIST's own proportions, for image sets that do not say how theirs were made. */
const defaultDrawn = ({ width, height }: ImageShape): DrawnAs => ({
  box: Math.max(1, Math.round((Math.min(width, height) * 20) / 28)),
  centre: 'mass',
});

export const drawnAs = (image: ImageShape, drawn: DrawnAs | undefined): DrawnAs =>
  drawn ?? defaultDrawn(image);
