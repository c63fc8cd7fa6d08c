import type { Histogram } from './histogram';

const HEIGHT = 40;

/** Histogram bars over −m … m. */
export function HistogramBars({ bars: { counts } }: { bars: Histogram }) {
  const most = Math.max(1, ...counts);
  return (
    <svg
      className="histogram"
      viewBox={`0 0 ${counts.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {counts.map((value, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: bins are identified by index.
          key={i}
          x={i + 0.1}
          width={0.8}
          y={HEIGHT * (1 - value / most)}
          height={(HEIGHT * value) / most}
        />
      ))}
    </svg>
  );
}
