/** What looking takes of a rule's training, in words. */
import { milliseconds, percent } from '../../../../core/format';
import { INTERVAL, type Looks } from '../../../../store/run/inside';
import type { Series } from '../../../../store/run/series';

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

/** Measures after each epoch, as a share of all that the rule has done; undefined before the first epoch's. */
function measuresText({ epochs, measures }: Pick<Series, 'epochs' | 'measures'>): string | undefined {
  const after = measures.filter(({ epoch }) => epoch > 0);
  if (after.length === 0) return undefined;
  const spent = sum(after.map(({ seconds }) => seconds));
  const others = sum(epochs.map(({ trainSeconds, testSeconds }) => trainSeconds + testSeconds));
  const each = milliseconds((1000 * spent) / after.length);
  // A coarse clock may have seen no time go by at all.
  const all = spent + others;
  return `${each} of measures after each epoch${all > 0 ? ` (${percent(spent / all, 1)} of its time)` : ''}`;
}

/** Each look, and its share of the time that a running network has. */
function looksText({ count, seconds }: Looks): string | undefined {
  if (count === 0) return undefined;
  const each = seconds / count;
  return `${milliseconds(1000 * each)} twice a second for this column (${percent(each / (each + INTERVAL / 1000), 1)})`;
}

/** @returns undefined while there is nothing to tell */
export function priceText(
  name: string,
  series: Pick<Series, 'epochs' | 'measures'>,
  looks: Looks,
): string | undefined {
  const parts = [measuresText(series), looksText(looks)].flatMap((part) => part ?? []);
  return parts.length === 0 ? undefined : `Inspection costs ${name}: ${parts.join(', ')}.`;
}
