/** Strokes of a pen, and the ink that they leave on the pad. */

/** A polyline: x, y per point, 0 … 1 from the left and from the top. */
export type Stroke = readonly number[];

/** Ink of an image, row by row: 0 is paper, 1 is ink. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Side of the pad in pixels, before a drawing is fitted into an image. */
export const PAD = 140;
/** Half the pen's width, as a share of the pad: about that of MNIST's digits where a digit fills three quarters of it. */
export const PEN = 0.04;

/** Draws a segment, antialiased by each pixel centre's distance to it; overlapping ink does not add up. */
function drawSegment(values: Float32Array, x1: number, y1: number, x2: number, y2: number): void {
  const reach = PEN * PAD + 0.5;
  const left = Math.max(0, Math.floor(Math.min(x1, x2) - reach));
  const right = Math.min(PAD - 1, Math.ceil(Math.max(x1, x2) + reach));
  const top = Math.max(0, Math.floor(Math.min(y1, y2) - reach));
  const bottom = Math.min(PAD - 1, Math.ceil(Math.max(y1, y2) + reach));
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy;
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const [px, py] = [x + 0.5 - x1, y + 0.5 - y1];
      const along = squared > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / squared)) : 0;
      const [offX, offY] = [px - along * dx, py - along * dy];
      const ink = Math.min(1, reach - Math.sqrt(offX * offX + offY * offY));
      const at = y * PAD + x;
      if (ink > (values[at] as number)) values[at] = ink;
    }
}

/** A stroke of one point is a dot. */
export function inkOf(strokes: readonly Stroke[]): Ink {
  const values = new Float32Array(PAD * PAD);
  for (const stroke of strokes) {
    const points = stroke.length === 2 ? [...stroke, ...stroke] : stroke;
    for (let i = 0; i + 3 < points.length; i += 2) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points.slice(i, i + 4);
      drawSegment(values, x1 * PAD, y1 * PAD, x2 * PAD, y2 * PAD);
    }
  }
  return { width: PAD, height: PAD, values };
}
