import { useState } from 'react';
import type { Transport } from './useTransport';

const largest = (all: readonly (ArrayLike<number> | undefined)[]): number =>
  all.reduce<number>(
    (most, values) => Array.from(values ?? []).reduce((m, value) => Math.max(m, Math.abs(value) || 0), most),
    0,
  );

/** Headroom, because forward weights start small. */
const ROOM = 2;

/**
 * Upper ends of the weight scales, by target layer; 0 for the feedback weights and the path compared with them. Each is
 * fixed when first known for a network, so that growing weights visibly grow.
 */
export function useScales(view: Transport | undefined): (layer: number) => number {
  const [known, setKnown] = useState<Readonly<Record<string, number>>>({});
  if (!view?.trace) return () => 0;
  const { trace, run, layer: hidden, rule } = view;
  const { wires, feedback } = trace;
  const keyOf = (layer: number) => (layer === 0 ? `${run.id} back ${hidden} ${rule}` : `${run.id} ${layer}`);
  const found = [
    ...wires.map(({ to, weights }) => [keyOf(to), ROOM * largest([weights])] as const),
    [keyOf(0), Math.max(largest([feedback?.weights]), ROOM * largest([feedback?.path]))] as const,
  ].filter(([key, m]) => m > 0 && Number.isFinite(m) && !(key in known));
  if (found.length > 0) setKnown({ ...known, ...Object.fromEntries(found) });
  const all: Readonly<Record<string, number>> = { ...known, ...Object.fromEntries(found) };
  return (layer) => all[keyOf(layer)] ?? 0;
}
