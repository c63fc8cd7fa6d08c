import type { Confusion } from './confusionModel';

/** Shares from which the cell needs another text colour: first in the dark theme, then in the light one. */
const MIDDLE = 0.52;
const HIGH = 0.78;

const inkOn = (share: number): string =>
  share >= HIGH ? 'var(--s1)' : share >= MIDDLE ? '#000' : 'var(--ink)';

/** Counts in the cells, as SVG content. */
export function ConfusionCounts({ confusion, side }: { confusion: Confusion; side: number }) {
  const { classes, counts, shares } = confusion;
  return Array.from(counts, (n, i) =>
    n === 0 ? null : (
      <text
        // biome-ignore lint/suspicious/noArrayIndexKey: cells are identified by index.
        key={i}
        x={((i % classes) + 0.5) * side}
        y={(Math.floor(i / classes) + 0.5) * side}
        dy="0.35em"
        fontSize={11}
        textAnchor="middle"
        fill={inkOn(shares[i] as number)}
      >
        {n}
      </text>
    ),
  );
}
