/**
 * The built-in data set: 28×28 digits drawn from randomly varied strokes. It uses only additions, products and square
 * roots, which every JavaScript engine rounds the same way, so a seed gives the same bytes in every browser.
 */
import type { Stream } from '../../core/random/rng';
import { type Glyph, glyphs, type Stroke } from './glyphs';

export const side = 28;
export const pixelsPerImage = side * side;

/**
 * How hard the digits are. "Spread" is the standard deviation of a bell-shaped distribution, bounded at 3.5
 * deviations. `digits.md` beside this file records how the values were found.
 */
interface Difficulty {
  /** Half the digit's height in pixels. */
  readonly size: number;
  /** Spread of height and width, as a fraction, drawn independently. */
  readonly scale: number;
  /** Spread of every control point, in units of half the height. */
  readonly jitter: number;
  /** Spread of the slant: x moves by `slant` × y. */
  readonly slant: number;
  /** Spread of the rotation in radians. */
  readonly rotation: number;
  /** Spread of the centre's position, in pixels. */
  readonly offset: number;
  /** Half the pen's width in pixels: mean and spread. */
  readonly pen: number;
  readonly penSpread: number;
  /** Lowest ink intensity; each image's is uniform between it and 1. */
  readonly faintest: number;
  /** Spread of the noise on every pixel, as a fraction of black on white. */
  readonly noise: number;
  /** Chance of a stray stroke across the image, drawn `strays` times. */
  readonly stray: number;
  readonly strays: number;
}

const difficulty: Difficulty = {
  size: 9.5,
  scale: 0.12,
  jitter: 0.07,
  slant: 0.2,
  rotation: 0.14,
  offset: 1.2,
  pen: 1.1,
  penSpread: 0.25,
  faintest: 0.7,
  noise: 0.03,
  stray: 0.1,
  strays: 1,
};

/** Straight segments per curve span between two control points; less than half a pixel off the true curve. */
const piecesPerSpan = 3;
const noiseTableSize = 1 << 16;
/** Buffer for the longest outline: x, y per point. */
const outline = new Float64Array(256);

/** Mean 0, deviation 1, at most 3.5 in magnitude: the sum of four uniform draws, which needs no logarithm. */
function bell(stream: Stream): number {
  return (stream.next() + stream.next() + stream.next() + stream.next() - 2) * Math.sqrt(3);
}

/** Affine map from glyph to image: x' = a x + b y + e, y' = c x + d y + f. */
interface Placement {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

function place(stream: Stream, how: Difficulty): Placement {
  const width = how.size * (1 + how.scale * bell(stream));
  const height = how.size * (1 + how.scale * bell(stream));
  const slant = how.slant * bell(stream);
  // Rotation from the tangent of the half-angle, without sine and cosine.
  const t = (how.rotation * bell(stream)) / 2;
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  const middle = (side - 1) / 2;
  return {
    a: cos * width,
    b: -cos * slant * width - sin * height,
    c: sin * width,
    d: -sin * slant * width + cos * height,
    e: middle + how.offset * bell(stream),
    f: middle + how.offset * bell(stream),
  };
}

/** A stroke's control points with jitter, in pixels. */
function shake(stroke: Stroke, at: Placement, stream: Stream, jitter: number): Float64Array {
  const placed = new Float64Array(stroke.points.length);
  for (let i = 0; i < placed.length; i += 2) {
    const x = (stroke.points[i] ?? 0) + jitter * bell(stream);
    const y = (stroke.points[i + 1] ?? 0) + jitter * bell(stream);
    placed[i] = at.a * x + at.b * y + at.e;
    placed[i + 1] = at.c * x + at.d * y + at.f;
  }
  return placed;
}

/** Uniform Catmull-Rom between p1 and p2, at t in [0, 1]. */
function spline(p0: number, p1: number, p2: number, p3: number, t: number): number {
  const slope1 = p2 - p0;
  const slope2 = p3 - p1;
  const bend = p1 - p2;
  return p1 + 0.5 * t * (slope1 + t * (-6 * bend - 2 * slope1 - slope2 + t * (4 * bend + slope1 + slope2)));
}

/** Writes the stroke as a polyline into `outline`. @returns how many numbers it holds */
function trace(kind: Stroke['kind'], points: Float64Array): number {
  if (kind === 'line') {
    outline.set(points);
    return points.length;
  }
  const count = points.length / 2;
  const spans = kind === 'loop' ? count : count - 1;
  const at = (index: number, axis: number): number => {
    const wrapped = kind === 'loop' ? (index + count) % count : Math.min(count - 1, Math.max(0, index));
    return points[2 * wrapped + axis] ?? 0;
  };
  let length = 0;
  for (let span = 0; span < spans; span++) {
    const pieces = span === spans - 1 ? piecesPerSpan + 1 : piecesPerSpan;
    for (let axis = 0; axis < 2; axis++) {
      const p0 = at(span - 1, axis);
      const p1 = at(span, axis);
      const p2 = at(span + 1, axis);
      const p3 = at(span + 2, axis);
      for (let piece = 0; piece < pieces; piece++) {
        outline[length + 2 * piece + axis] = spline(p0, p1, p2, p3, piece / piecesPerSpan);
      }
    }
    length += 2 * pieces;
  }
  return length;
}

/** Draws a straight segment, antialiased by each pixel centre's distance to it. */
function drawPiece(canvas: Float32Array, x1: number, y1: number, x2: number, y2: number, pen: number): void {
  const reach = pen + 0.5;
  const left = Math.max(0, Math.ceil(Math.min(x1, x2) - reach));
  const right = Math.min(side - 1, Math.floor(Math.max(x1, x2) + reach));
  const top = Math.max(0, Math.ceil(Math.min(y1, y2) - reach));
  const bottom = Math.min(side - 1, Math.floor(Math.max(y1, y2) + reach));
  const dx = x2 - x1;
  const dy = y2 - y1;
  const perLength = 1 / (dx * dx + dy * dy + 1e-9);
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) * perLength));
      const offX = x - x1 - along * dx;
      const offY = y - y1 - along * dy;
      const squared = offX * offX + offY * offY;
      if (squared >= reach * reach) continue;
      const ink = Math.min(1, reach - Math.sqrt(squared));
      const index = y * side + x;
      if (ink > (canvas[index] as number)) canvas[index] = ink;
    }
  }
}

function drawChain(canvas: Float32Array, length: number, pen: number): void {
  for (let i = 0; i + 3 < length; i += 2) {
    drawPiece(canvas, outline[i] ?? 0, outline[i + 1] ?? 0, outline[i + 2] ?? 0, outline[i + 3] ?? 0, pen);
  }
}

function drawGlyph(canvas: Float32Array, glyph: Glyph, stream: Stream, how: Difficulty): void {
  const at = place(stream, how);
  const pen = Math.max(0.6, how.pen + how.penSpread * bell(stream));
  for (const stroke of glyph) {
    drawChain(canvas, trace(stroke.kind, shake(stroke, at, stream, how.jitter)), pen);
  }
}

/** Draws a stray straight stroke, about a third of a digit long. */
function drawStray(canvas: Float32Array, stream: Stream, how: Difficulty): void {
  const x = side * stream.next();
  const y = side * stream.next();
  drawPiece(canvas, x, y, x + 3.5 * bell(stream), y + 3.5 * bell(stream), how.pen);
}

/** A noise table shared by all images, each starting elsewhere: drawing noise per pixel would dominate the time. */
function noiseTable(stream: Stream): Float32Array {
  const table = new Float32Array(noiseTableSize);
  for (let i = 0; i < noiseTableSize; i++) table[i] = bell(stream);
  return table;
}

const byte = (value: number): number => Math.min(255, Math.max(0, value));

/** Draws one digit per label into `pixels` [labels.length, 784]: 0 is paper, 255 is ink. */
export function drawDigits(
  labels: Uint8Array,
  pixels: Uint8Array,
  stream: Stream,
  progress: (done: number) => void = () => {},
  how: Difficulty = difficulty,
): void {
  const canvas = new Float32Array(pixelsPerImage);
  const noise = noiseTable(stream);
  const paper = Uint8Array.from(noise, (value) => byte(255 * how.noise * value));
  const drawImage = (image: number): void => {
    const ways = glyphs[labels[image] ?? 0] ?? [];
    const glyph = ways[stream.below(ways.length)];
    if (glyph === undefined) throw new Error(`There is no digit ${labels[image]}.`);
    drawGlyph(canvas, glyph, stream, how);
    for (let i = 0; i < how.strays; i++) if (stream.next() < how.stray) drawStray(canvas, stream, how);
    const ink = 255 * (how.faintest + (1 - how.faintest) * stream.next());
    const from = stream.below(noiseTableSize - pixelsPerImage);
    const start = image * pixelsPerImage;
    pixels.set(paper.subarray(from, from + pixelsPerImage), start);
    for (let i = 0; i < pixelsPerImage; i++) {
      const drawn = canvas[i] as number;
      if (drawn === 0) continue;
      pixels[start + i] = byte(ink * drawn + 255 * how.noise * (noise[from + i] as number));
      canvas[i] = 0;
    }
  };
  for (let image = 0; image < labels.length; image++) {
    drawImage(image);
    if (image % 2000 === 1999) progress(image + 1);
  }
}
