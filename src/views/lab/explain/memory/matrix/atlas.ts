/** Images of training samples on one canvas, each converted once. */
import type { Dataset } from '../../../../../core/samples/dataset';
import type { ImageShape } from '../../../../../data/spec';
import { pictureOf } from '../../../../parts/picture/picture';

const COLUMNS = 16;
const SLOTS = 256;

export interface Atlas {
  readonly canvas: HTMLCanvasElement;
  /** Upper left corner of a sample's image; undefined if there is none. */
  readonly at: (sample: number) => { readonly x: number; readonly y: number } | undefined;
  readonly shape: ImageShape;
}

export function createAtlas({ train }: Dataset, shape: ImageShape): Atlas {
  const canvas = document.createElement('canvas');
  canvas.width = COLUMNS * shape.width;
  canvas.height = (SLOTS / COLUMNS) * shape.height;
  const context = canvas.getContext('2d');
  /** Samples by slot, the oldest first. */
  const slots = new Map<number, number>();
  const place = (slot: number) => ({
    x: (slot % COLUMNS) * shape.width,
    y: Math.floor(slot / COLUMNS) * shape.height,
  });
  const freeSlot = (): number => {
    if (slots.size < SLOTS) return slots.size;
    const [oldest = 0, slot = 0] = slots.entries().next().value ?? [];
    slots.delete(oldest);
    return slot;
  };
  return {
    canvas,
    shape,
    at: (sample) => {
      const known = slots.get(sample);
      if (known !== undefined) return place(known);
      const picture = pictureOf(train.inputs, sample, shape);
      if (!picture || !context) return undefined;
      const slot = freeSlot();
      const { x, y } = place(slot);
      context.putImageData(new ImageData(picture, shape.width, shape.height), x, y);
      slots.set(sample, slot);
      return { x, y };
    },
  };
}
