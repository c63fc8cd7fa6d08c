/** The points of a chart for a spreadsheet. */
import { rules } from '../../../core/rules';
import type { RuleRecord } from '../../../store/byRule';
import type { Decimal } from '../../../store/preferences';
import type { CurveId } from '../../../store/series';

/**
 * Every point of every rule in full precision, a line each and tabs between. With commas, replacing them by points and
 * parsing gives the same numbers.
 */
export function allPoints(record: RuleRecord, curve: CurveId, decimal: Decimal): string {
  const text = (n: number | undefined) => (decimal === 'comma' ? String(n).replace('.', ',') : String(n));
  const isMean = curve === 'trainingLoss';
  const lines = ['algorithm\tepoch\tvalue\tkind'];
  for (const [rule, { curves }] of record) {
    const { points, between } = curves[curve];
    for (const [set, kind] of [
      [points, isMean ? 'mean' : 'full test set'],
      [between, isMean ? 'one batch' : 'sample'],
    ] as const)
      for (let i = 0; i < set.length; i += 1)
        lines.push([rules[rule].name, text(set.x[i]), text(set.y[i]), kind].join('\t'));
  }
  return lines.join('\n');
}
