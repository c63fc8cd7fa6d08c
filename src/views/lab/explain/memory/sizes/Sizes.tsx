import { threeDigits, twoDigits } from '../../../../../core/format';
import type { MemoryInspection } from '../../../../../core/run/inspect/memory';
import { fillText } from '../drawerText';
import { sizesText } from './sizesText';
import './sizes.css';

const [BIN, HEIGHT] = [10, 84] as const;

/** Outline of a histogram, from left to right. */
function outlineOf(counts: readonly number[], most: number): string {
  const y = (count: number): number => HEIGHT * (1 - count / most);
  return counts.reduce((path, count, i) => `${path}V${y(count)}H${(i + 1) * BIN}`, `M0 ${HEIGHT}`);
}

/**
 * Histogram of all row norms, with that at the end of the first epoch as an outline.
 * @param bounded whether the drawer can never empty
 */
export function Sizes({ seen, bounded }: { seen: MemoryInspection; bounded: boolean }) {
  const { histogram, first, meanSize } = seen;
  const { counts, largest } = histogram;
  const most = Math.max(1, ...counts, ...(first?.counts ?? []));
  const width = counts.length * BIN;
  const at = (size: number): number => (largest > 0 ? (size / largest) * width : 0);
  return (
    <section className="drawer-sizes" aria-labelledby="drawer-sizes">
      <h3 id="drawer-sizes">Sizes of all rows</h3>
      <p>{fillText(seen, bounded)}</p>
      <svg
        role="img"
        aria-label={sizesText(seen)}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {counts.map((count, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bins are identified by their place.
            key={i}
            x={i * BIN + 0.5}
            width={BIN - 1}
            y={HEIGHT * (1 - count / most)}
            height={(HEIGHT * count) / most}
          />
        ))}
        {first && <path className="first" d={`${outlineOf(first.counts, most)}V${HEIGHT}`} />}
        <path className="mean" d={`M${at(meanSize)} 0V${HEIGHT}`} />
      </svg>
      <p className="drawer-sizes-ends num" aria-hidden="true">
        <span>0</span>
        <span>size</span>
        <span>{twoDigits(largest)}</span>
      </p>
      <p className="drawer-sizes-key quiet">
        <span>
          <i className="now" /> now
        </span>
        <span>
          <i className="mean" /> mean {threeDigits(meanSize)}
        </span>
        {first && (
          <span>
            <i className="first" /> end of epoch 1
          </span>
        )}
      </p>
    </section>
  );
}
