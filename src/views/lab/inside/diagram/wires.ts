/** All wires between two layers, gathered into few lines: redrawn twice a second, they must cost little. */
import type { UnitPlace } from './diagramLayout';

export interface Strand {
  readonly sign: 'low' | 'high' | 'unknown';
  /** 0 … 1: how strong its wires are. */
  readonly size: number;
  /** Of an SVG path. */
  readonly d: string;
}

const LEVELS = 8;

/**
 * Strands of equal sign and about equal strength, the strongest last.
 * @param weights [from units, to units]; undefined before the first look
 * @param m the end of the scale; larger ones look like it
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
