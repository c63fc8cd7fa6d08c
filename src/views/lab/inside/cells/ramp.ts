/** The diverging colour scale: position of a value between −m and m, in 256 colours. */
export type Rgb = readonly [number, number, number];

const STEPS = 256;
/** Exponent below 1, so that small values remain visible. */
const BEND = 0.85;

/** Position on the scale, −1 … 1, clamped at ±m; NaN for NaN. */
export function position(value: number, m: number): number {
  if (Number.isNaN(value) || value === 0) return value;
  return m > 0 ? Math.sign(value) * Math.min(1, Math.abs(value) / m) ** BEND : Math.sign(value);
}

/** Index in the ramp, 0 … 255; undefined for NaN. */
export function rampIndex(value: number, m: number): number | undefined {
  const at = position(value, m);
  return Number.isNaN(at) ? undefined : Math.round(((at + 1) / 2) * (STEPS - 1));
}

/** 256 colours from `low` over `middle` to `high`. */
export function ramp(low: Rgb, middle: Rgb, high: Rgb): Rgb[] {
  return Array.from({ length: STEPS }, (_, i): Rgb => {
    const at = (i / (STEPS - 1)) * 2 - 1;
    const end = at < 0 ? low : high;
    const mix = (k: 0 | 1 | 2) => Math.round(middle[k] + Math.abs(at) * (end[k] - middle[k]));
    return [mix(0), mix(1), mix(2)];
  });
}

/** Parses a computed colour: "rgb(160, 80, 26)". */
export function parseRgb(text: string): Rgb {
  const [r = 0, g = 0, b = 0] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}

/** The same scale as a CSS colour. */
export function divergingColor(value: number, m: number): string {
  const at = position(value, m);
  if (Number.isNaN(at)) return 'var(--s3)';
  const end = at < 0 ? 'var(--diverging-low)' : 'var(--diverging-high)';
  return `color-mix(in srgb, ${end} ${Math.round(Math.abs(at) * 100)}%, var(--diverging-middle))`;
}

/** Whether values are beyond −m and m. */
export function beyond(values: ArrayLike<number>, m: number): { low: boolean; high: boolean } {
  const all = Array.from(values);
  // A value of exactly m must not count as beyond because of rounding.
  const most = m * (1 + 1e-6);
  return { low: all.some((value) => value < -most), high: all.some((value) => value > most) };
}
