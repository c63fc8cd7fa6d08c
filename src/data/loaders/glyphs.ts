/**
 * Handwritten shapes of the ten digits: strokes through control points, x from -60 to 60 and y from -100 to 100
 * (downwards, as in images). Data only.
 */

/** `line` has corners at its points, `curve` is smooth through them, `loop` is a closed curve. */
type StrokeKind = 'line' | 'curve' | 'loop';

export interface Stroke {
  readonly kind: StrokeKind;
  /** x, y, x, y … in units of half the digit's height. */
  readonly points: Float64Array;
}

/** One way to write a digit. */
export type Glyph = readonly Stroke[];

/** `line 0,-100 0,100; curve …` as strokes. */
function glyph(text: string): Glyph {
  return text.split(';').map((stroke) => {
    const [kind, ...points] = stroke.trim().split(/\s+/);
    const numbers = points.flatMap((point) => point.split(',').map((value) => Number(value) / 100));
    return { kind: kind as StrokeKind, points: Float64Array.from(numbers) };
  });
}

/** Variants of each digit, 0 to 9; all variants of a digit are equally likely. */
export const glyphs: readonly (readonly Glyph[])[] = [
  [
    glyph('loop 0,-100 -42,-65 -55,0 -42,65 0,100 42,65 55,0 42,-65'),
    glyph('curve 20,-95 -20,-85 -50,-20 -40,70 0,100 45,60 50,-30 25,-85 -10,-95'),
  ],
  [
    glyph('line 0,-100 0,100'),
    glyph('line -38,-60 3,-100 3,100'),
    glyph('line -35,-65 0,-100 0,100; line -40,100 40,100'),
  ],
  [
    glyph('curve -50,-55 -32,-90 8,-100 46,-70 38,-15 0,40 -55,95; line -55,95 58,95'),
    glyph('curve -48,-60 0,-100 44,-62 18,0 -28,72 -55,88 -52,58 -10,68 55,92'),
  ],
  [
    glyph('curve -46,-75 0,-100 42,-72 32,-25 -8,-5; curve -8,-5 42,12 50,58 8,100 -50,75'),
    glyph('line -46,-98 42,-98 -4,-20; curve -4,-20 44,6 48,62 4,100 -50,76'),
  ],
  [glyph('line -36,-100 -50,12 52,12; line 30,-70 24,100'), glyph('line 24,100 24,-100 -56,35 58,35')],
  [
    glyph('line 46,-98 -36,-98 -42,-15; curve -42,-15 6,-30 48,6 44,66 0,100 -50,80'),
    glyph('curve 48,-95 -10,-92 -38,-60 -20,-22 30,5 45,50 5,98 -48,82'),
  ],
  [
    glyph('curve 40,-95 -10,-62 -46,0 -45,60 0,100 45,66 36,14 0,2 -40,36'),
    glyph('curve -12,-100 -36,-30 -46,40 -20,92 24,96 46,58 22,20 -18,30 -42,56'),
  ],
  [
    glyph('line -50,-96 50,-96 -12,100'),
    glyph('line -50,-96 50,-96 -12,100; line -34,2 42,2'),
    glyph('curve -52,-70 -30,-96 20,-90 50,-94 22,-20 2,40 -6,100'),
  ],
  [
    glyph('loop 0,-100 -38,-76 -34,-32 0,-5 42,30 42,76 0,100 -42,76 -42,30 0,-5 34,-32 38,-76'),
    glyph('loop 0,-100 -38,-55 0,-8 38,-55; loop 0,-8 -46,46 0,100 46,46'),
  ],
  [
    glyph('loop 40,-56 12,-98 -32,-88 -42,-48 -14,-8 26,-20; line 42,-60 30,100'),
    glyph('curve 42,-62 10,-100 -34,-84 -40,-42 -8,-10 32,-28 44,-66 46,20 18,84 -36,96'),
  ],
];
