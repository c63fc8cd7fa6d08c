/** One sentence per chart for people who do not see it, and the names of the live region. */
import { rules } from '../../../core/rules';
import type { CurveId, SeriesRecord } from '../../../store/series';

export function summary(record: SeriesRecord, curve: CurveId, text: (value: number) => string): string {
  const last = [...record].flatMap(([rule, series]) => {
    const epoch = series.epochs.at(-1);
    return epoch ? [{ name: rules[rule].name, epoch: epoch.epoch, value: epoch[curve] }] : [];
  });
  if (last.length === 0) return 'No epoch is finished yet.';
  const sign = curve === 'testAccuracy' ? -1 : 1;
  const epoch = Math.min(...last.map((one) => one.epoch));
  const sorted = last.toSorted((a, b) => sign * (a.value - b.value));
  return `After epoch ${epoch}: ${sorted.map((one) => `${one.name} ${text(one.value)}`).join(', ')}.`;
}
