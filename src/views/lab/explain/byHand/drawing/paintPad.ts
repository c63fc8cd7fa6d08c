/** Draws the pad. */
import { PEN, type Stroke } from './strokes';

/** Canvas pixels along a side. */
export const SIDE = 560;

/** Draws the sample below, or the strokes on an empty pad. */
export function paintPad(
  canvas: HTMLCanvasElement,
  strokes: readonly Stroke[],
  below: ImageData | undefined,
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = '#000';
  context.fillRect(0, 0, SIDE, SIDE);
  if (below) {
    const small = document.createElement('canvas');
    [small.width, small.height] = [below.width, below.height];
    small.getContext('2d')?.putImageData(below, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, SIDE, SIDE);
  }
  Object.assign(context, {
    strokeStyle: '#fff',
    lineCap: 'round',
    lineJoin: 'round',
    lineWidth: 2 * PEN * SIDE,
  });
  for (const stroke of strokes) {
    const [x = 0, y = 0] = stroke;
    context.beginPath();
    context.moveTo(x * SIDE, y * SIDE);
    context.lineTo(x * SIDE, y * SIDE);
    for (let i = 2; i < stroke.length; i += 2)
      context.lineTo((stroke[i] as number) * SIDE, (stroke[i + 1] as number) * SIDE);
    context.stroke();
  }
}
