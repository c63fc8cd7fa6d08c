import { percent, threeDigits } from '../../../../../core/format';
import type { MemoryInspection } from '../../../../../core/run/inspect/memory';

/** Share of rows in the lower half of the bins. */
const lowerHalf = (counts: readonly number[]): number => {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const low = counts.slice(0, Math.floor(counts.length / 2)).reduce((sum, count) => sum + count, 0);
  return all > 0 ? low / all : 0;
};

/** The histogram in words. */
export function sizesText({ histogram, first }: Pick<MemoryInspection, 'histogram' | 'first'>): string {
  const { counts, largest } = histogram;
  if (largest === 0) return 'All rows are 0.';
  const then = first ? `, ${percent(lowerHalf(first.counts), 0)} at the end of epoch 1` : '';
  return `${percent(lowerHalf(counts), 0)} of the rows are smaller than ${threeDigits(largest / 2)}${then}. The largest are ${threeDigits(largest)}.`;
}
