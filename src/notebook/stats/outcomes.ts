/** Kept runs as the cards of the papers read them. */
import { type Outcome, settingsOf } from '../../experiment/papers/model/outcome';
import type { RunRecord } from '../records';
import { byIdentity } from './byIdentity';

/** Computed once for each record: a notebook may have thousands, and most do not change. */
const settingsOfRun = byIdentity(([run]: readonly RunRecord[]) => (run ? settingsOf(run.spec) : ''));

/** The run's settings, as `Outcome.settings`. */
export const runSettings = (run: RunRecord): string => settingsOfRun([run]);

/** Runs before the end of their first epoch, and those that broke, have none. */
export function outcomeOf(run: RunRecord): Outcome | undefined {
  const { reached, epoch, spec, state } = run;
  if (!reached || epoch === 0 || state === 'failed') return undefined;
  const { bestTestAccuracy, bestTestLoss, testAccuracy, testLoss } = reached;
  return {
    ...{ settings: runSettings(run), seed: spec.seed, epochs: epoch },
    best: { testAccuracy: bestTestAccuracy, testLoss: bestTestLoss },
    last: { testAccuracy, testLoss },
  };
}
