/** One sentence per chart, for screen readers and the live region. */
import { rules } from '../../../core/rules';
import { meanText, type RuleRecord } from '../../../store/run/byRule';
import type { CurveId } from '../../../store/run/series';

export function summary(record: RuleRecord, curve: CurveId, text: (value: number) => string): string {
  const all = [...record].filter(([, { epochs }]) => epochs.length > 0);
  if (all.length === 0) return 'No epoch is finished yet.';
  // A rule that has stopped is reported with its last epoch and does not hold back the others.
  const going = all.filter(([, { end }]) => end === undefined || end === 'done');
  const epoch = Math.min(...(going.length > 0 ? going : all).map(([, { epochs }]) => epochs.length));
  const told = all.flatMap(([rule, series]) => {
    const { epochs } = series;
    const at = epochs[Math.min(epoch, epochs.length) - 1];
    const apart = [epochs.length < epoch ? `epoch ${epochs.length}` : '', meanText(series) ?? ''].filter(
      Boolean,
    );
    const name = [rules[rule].name, apart.length > 0 ? `(${apart.join(', ')})` : '']
      .filter(Boolean)
      .join(' ');
    return at ? [{ name, value: at[curve] }] : [];
  });
  const sign = curve === 'testAccuracy' ? -1 : 1;
  const sorted = told.toSorted((a, b) => sign * (a.value - b.value));
  return `After epoch ${epoch}: ${sorted.map((one) => `${one.name} ${text(one.value)}`).join(', ')}.`;
}
