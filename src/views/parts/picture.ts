/** A sample that is a picture, as the pixels of a canvas. */
import type { Split } from '../../core/samples/dataset';
import type { ImageShape } from '../../data/spec';

const BYTE = 255;

/** Bytes stay as they are; other numbers are stretched from the sample's lowest (or 0) to its highest. */
function levelOf(values: Split['inputs']): (value: number) => number {
  if (values instanceof Uint8Array) return (value) => value;
  const low = Math.min(0, ...values);
  const high = values.reduce((most, value) => Math.max(most, value), low);
  return (value) => (high > low ? ((value - low) / (high - low)) * BYTE : 0);
}

/**
 * [height, width, 4] red, green, blue and opaque; undefined where there is no such sample.
 * Three channels are three planes, as `ImageShape` has it.
 */
export function pictureOf(
  inputs: Split['inputs'],
  sample: number,
  { height, width, channels }: ImageShape,
): Uint8ClampedArray<ArrayBuffer> | undefined {
  const plane = height * width;
  const values = inputs.subarray(sample * plane * channels, (sample + 1) * plane * channels);
  if (sample < 0 || values.length < plane * channels) return undefined;
  const level = levelOf(values);
  const out = new Uint8ClampedArray(plane * 4);
  for (let i = 0; i < plane; i += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      out[i * 4 + channel] = level(values[i + plane * Math.min(channel, channels - 1)] as number);
    out[i * 4 + 3] = BYTE;
  }
  return out;
}

/** Draws a sample over the whole of a canvas that has the picture's size. */
export function drawPicture(
  canvas: HTMLCanvasElement,
  inputs: Split['inputs'],
  sample: number,
  shape: ImageShape,
): void {
  const picture = pictureOf(inputs, sample, shape);
  if (picture) canvas.getContext('2d')?.putImageData(new ImageData(picture, shape.width, shape.height), 0, 0);
}

/** A sample as the address of a PNG, for files; empty where there is no such sample. */
export function pictureUrl(inputs: Split['inputs'], sample: number, shape: ImageShape): string {
  const canvas = document.createElement('canvas');
  canvas.width = shape.width;
  canvas.height = shape.height;
  drawPicture(canvas, inputs, sample, shape);
  return canvas.toDataURL('image/png');
}
