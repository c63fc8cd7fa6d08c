import type { Confusion } from './confusionModel';

/** From these shares on the cell is bright (dark theme), then dark (light theme) enough for another text colour. */
const MIDDLE = 0.52;
const HIGH = 0.78;

const inkOn = (share: number): string =>
  share >= HIGH ? 'var(--s1)' : share >= MIDDLE ? '#000' : 'var(--ink)';

/** The number in each cell that has one, inside of an SVG. */
export function ConfusionCounts({ confusion, side }: { confusion: Confusion; side: number }) {
  const { classes, counts, shares } = confusion;
  return Array.from(counts, (n, i) =>
    n === 0 ? null : (
      <text
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell's place is its name.
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
