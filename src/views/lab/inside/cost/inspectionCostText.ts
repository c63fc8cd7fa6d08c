/** Texts on the cost of inspection. */
import { milliseconds, percent } from '../../../../core/format';
import { INTERVAL, type InspectionCost } from '../../../../store/run/inside';
import type { Series } from '../../../../store/run/series';

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

/** Time of measures after each epoch, and its share of the rule's total time; undefined before the first. */
function measuresText({ epochs, measures }: Pick<Series, 'epochs' | 'measures'>): string | undefined {
  const after = measures.filter(({ epoch }) => epoch > 0);
  if (after.length === 0) return undefined;
  const spent = sum(after.map(({ seconds }) => seconds));
  const others = sum(epochs.map(({ trainSeconds, testSeconds }) => trainSeconds + testSeconds));
  const each = milliseconds((1000 * spent) / after.length);
  // A coarse clock may report no elapsed time.
  const all = spent + others;
  return `${each} of measures after each epoch${all > 0 ? ` (${percent(spent / all, 1)} of its time)` : ''}`;
}

/** Time per inspection, and its share of the running time. */
function inspectionsText({ count, seconds }: InspectionCost): string | undefined {
  if (count === 0) return undefined;
  const each = seconds / count;
  return `${milliseconds(1000 * each)} twice a second for this column (${percent(each / (each + INTERVAL / 1000), 1)})`;
}

/** @returns undefined without measures and inspections */
export function inspectionCostText(
  name: string,
  series: Pick<Series, 'epochs' | 'measures'>,
  looks: InspectionCost,
): string | undefined {
  const parts = [measuresText(series), inspectionsText(looks)].flatMap((part) => part ?? []);
  return parts.length === 0 ? undefined : `Inspection costs ${name}: ${parts.join(', ')}.`;
}
