/** Converts an image sample to canvas pixels. */
import { encode } from 'fast-png';
import type { Split } from '../../../core/samples/dataset';
import type { ImageShape } from '../../../data/spec';
import { toBase64 } from '../../../experiment/files/base64';

const BYTE = 255;

/** Bytes are unchanged; other numbers are scaled from the sample's minimum (at most 0) to its maximum. */
function levelOf(values: Split['inputs']): (value: number) => number {
  if (values instanceof Uint8Array) return (value) => value;
  const low = Math.min(0, ...values);
  const high = values.reduce((most, value) => Math.max(most, value), low);
  return (value) => (high > low ? ((value - low) / (high - low)) * BYTE : 0);
}

/**
 * [height, width, 4], opaque RGBA; undefined if there is no such sample.
 * Three channels are stored as three planes, see `ImageShape`.
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

/** Draws a sample on a canvas of the image's size, which is clear if there is no such sample. */
export function drawPicture(
  canvas: HTMLCanvasElement,
  inputs: Split['inputs'] | undefined,
  sample: number,
  shape: ImageShape,
): void {
  const { width, height } = shape;
  const picture = inputs && pictureOf(inputs, sample, shape);
  const context = canvas.getContext('2d');
  if (picture) context?.putImageData(new ImageData(picture, width, height), 0, 0);
  else context?.clearRect(0, 0, width, height);
}

/**
 * A sample as data URL of a PNG, for export; undefined if there is no such sample. It is encoded here, not by a canvas:
 * browsers that guard against fingerprinting add noise to what a canvas gives back, or give nothing.
 */
export function pictureUrl(inputs: Split['inputs'], sample: number, shape: ImageShape): string | undefined {
  const data = pictureOf(inputs, sample, shape);
  if (!data) return undefined;
  const { width, height } = shape;
  return `data:image/png;base64,${toBase64(encode({ width, height, data, channels: 4, depth: 8 }))}`;
}
