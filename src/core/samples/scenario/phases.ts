/** Which classes are withheld in which epochs. */
import type { Scenario } from './settings';

/** Classes without training samples in an epoch (1, 2, …), ascending. */
function withheldIn({ withheld }: Pick<Scenario, 'withheld'>, epoch: number): number[] {
  const absent = withheld.filter(
    ({ from, to }) => epoch >= from && epoch <= (to ?? Number.POSITIVE_INFINITY),
  );
  return [...new Set(absent.map((entry) => entry.class))].sort((a, b) => a - b);
}

/** Consecutive epochs in which the same classes are withheld. */
export interface Phase {
  /** First and last epoch, from 1. */
  readonly from: number;
  readonly to: number;
  /** Ascending. */
  readonly withheld: readonly number[];
}

/** The phases of a run, in order; one where nothing changes. */
export function phasesOf(scenario: Pick<Scenario, 'withheld'> & { readonly epochs: number }): Phase[] {
  const { withheld, epochs } = scenario;
  const starts = [1, ...withheld.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to + 1]))];
  const phases: Phase[] = [];
  for (const from of [...new Set(starts)].sort((a, b) => a - b)) {
    if (from > epochs) break;
    const absent = withheldIn(scenario, from);
    const before = phases.at(-1);
    if (before?.withheld.join() === absent.join()) continue;
    if (before) phases[phases.length - 1] = { ...before, to: from - 1 };
    phases.push({ from, to: epochs, withheld: absent });
  }
  return phases;
}
