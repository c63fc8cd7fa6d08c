/** Groups all wires between two layers into few SVG paths: they are redrawn twice a second and must be cheap. */
import type { UnitPlace } from '../diagramLayout';

export interface Strand {
  readonly sign: 'low' | 'high' | 'unknown';
  /** Strength of its wires, 0 … 1. */
  readonly size: number;
  /** Data of an SVG path. */
  readonly d: string;
}

const LEVELS = 8;

/**
 * Groups of wires with equal sign and similar strength, the strongest last.
 * @param weights [from units, to units]; undefined before the first inspection
 * @param m end of the scale; larger weights are clamped
 */
export function strandsOf(
  from: readonly UnitPlace[],
  to: readonly UnitPlace[],
  weights: Float32Array | undefined,
  m: number,
): Strand[] {
  const lines = new Map<number, string>();
  from.forEach((a, i) => {
    to.forEach((b, j) => {
      const weight = weights?.[i * to.length + j] ?? 0;
      const level = m > 0 ? Math.min(LEVELS, Math.ceil((LEVELS * Math.abs(weight)) / m)) : 0;
      const key = weight < 0 ? -level : level;
      lines.set(key, `${lines.get(key) ?? ''}M${a.x} ${a.y}L${b.x} ${b.y}`);
    });
  });
  return [...lines]
    .filter(([key]) => !Number.isNaN(key))
    .sort(([a], [b]) => Math.abs(a) - Math.abs(b) || a - b)
    .map(([key, d]) => ({
      sign: weights ? (key < 0 ? 'low' : 'high') : 'unknown',
      size: Math.abs(key) / LEVELS,
      d,
    }));
}
