/** The points of a chart for a spreadsheet. */
import { rules } from '../../../core/rules';
import type { Decimal } from '../../../store/page/preferences';
import { meanText, type RuleRecord, type RuleSeries } from '../../../store/run/byRule';
import type { Curve, CurveId } from '../../../store/run/series';

/** Rules with several seeds have a column for it: a seed, or "mean of 4". */
function curvesOf(
  series: RuleSeries,
  id: CurveId,
): { readonly seed: string | undefined; readonly curve: Curve }[] {
  const { several, curves } = series;
  if (!several) return [{ seed: undefined, curve: curves[id] }];
  const single = several.runs.map((run) => ({ seed: String(run.seed), curve: run.curves[id] }));
  const mean = meanText(series);
  return mean === undefined ? single : [...single, { seed: mean, curve: curves[id] }];
}

/**
 * Every point of every run in full precision, a line each and tabs between, and those of the mean over seeds. With
 * commas, replacing them by points and parsing gives the same numbers.
 */
export function allPoints(record: RuleRecord, curve: CurveId, decimal: Decimal): string {
  const text = (n: number | undefined) => (decimal === 'comma' ? String(n).replace('.', ',') : String(n));
  const isMean = curve === 'trainingLoss';
  const seeds = [...record.values()].some(({ several }) => several !== undefined);
  const lines = [['algorithm', ...(seeds ? ['seed'] : []), 'epoch', 'value', 'kind'].join('\t')];
  for (const [rule, series] of record)
    for (const { seed, curve: own } of curvesOf(series, curve))
      for (const [set, kind] of [
        [own.points, isMean ? 'mean' : 'full test set'],
        [own.between, isMean ? 'one batch' : 'sample'],
      ] as const)
        for (let i = 0; i < set.length; i += 1)
          lines.push(
            [
              rules[rule].name,
              ...(seed === undefined ? [] : [seed]),
              text(set.x[i]),
              text(set.y[i]),
              kind,
            ].join('\t'),
          );
  return lines.join('\n');
}
