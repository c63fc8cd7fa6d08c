/** The values of a card's rows: of what is recorded here, or of the visitor's own runs. */
import { runSpec } from '../../../core/run/spec';
import { gapClosed, type Judged, statistics } from '../../aggregate';
import type { FieldKey } from '../../fields/field';
import { withSetting } from '../../files/read';
import type { Measured, Row, RunsOf } from '../card';
import { type Loaded, type SourceId, sources } from '../sources';
import { type Outcome, settingsOf } from './outcome';

export type AllLoaded = Readonly<Partial<Record<SourceId, Loaded>>>;

/** The settings that runs have in common, as `Outcome.settings`; undefined before their source is loaded. */
export function wanted({ source, rule, with: own = {} }: RunsOf, loaded: AllLoaded): string | undefined {
  const experiment = loaded[source]?.experiment;
  if (!experiment) return undefined;
  const entries = Object.entries(own) as [FieldKey, never][];
  return settingsOf(
    runSpec(
      entries.reduce((now, [key, value]) => withSetting(now, key, value), experiment),
      rule,
      0,
    ),
  );
}

/** Of each seed the run that got furthest; of the seeds those within one epoch of the furthest. */
export function counted(outcomes: readonly Outcome[]): readonly Outcome[] {
  const bySeed = new Map<number, Outcome>();
  for (const one of outcomes) if (one.epochs > (bySeed.get(one.seed)?.epochs ?? 0)) bySeed.set(one.seed, one);
  const all = [...bySeed.values()];
  const furthest = Math.max(0, ...all.map(({ epochs }) => epochs));
  return all.filter(({ epochs }) => epochs >= furthest - 1).sort((a, b) => a.seed - b.seed);
}

function measuredOf(
  runs: RunsOf,
  by: Judged,
  { after, outcomes, loaded }: Where & { readonly after?: number | undefined },
): Measured | undefined {
  const settings = wanted(runs, loaded);
  const own = outcomes(runs.source).filter((one) => one.settings === settings);
  // A run that went on says nothing about an earlier epoch.
  const all = counted(after === undefined ? own : own.filter(({ epochs }) => epochs <= after));
  const values = all
    .map(({ best, last }) => (after === undefined ? best : last)[by])
    .filter((value) => Number.isFinite(value));
  const over = statistics(values);
  if (!over) return undefined;
  const of = after ?? sources[runs.source].published.epochs;
  return { ...over, epochs: Math.min(...all.map(({ epochs }) => epochs)), of };
}

interface Where {
  readonly loaded: AllLoaded;
  /** Those of this repository by source, or the visitor's for all. */
  readonly outcomes: (source: SourceId) => readonly Outcome[];
}

function gapOf({ runs, gap }: Row, where: Where): Measured | undefined {
  if (!gap) return undefined;
  const own = measuredOf(runs, gap.by, where);
  const bp = measuredOf(gap.bp, gap.by, where);
  const drtp = measuredOf(gap.drtp, gap.by, where);
  const mean = gapClosed(gap.by, own, bp, drtp);
  if (mean === undefined || !own || !bp || !drtp) return undefined;
  const all = [own, bp, drtp];
  return {
    ...{ mean, of: own.of },
    n: Math.min(...all.map(({ n }) => n)),
    epochs: Math.min(...all.map(({ epochs }) => epochs)),
  };
}

/** Undefined where nothing is measured, or there is no gap to close. */
export function rowValue(row: Row, where: Where): Measured | undefined {
  if (row.unit === 'gap') return gapOf(row, where);
  const by = row.unit === 'loss' ? 'testLoss' : 'testAccuracy';
  const measured = measuredOf(row.runs, by, { ...where, after: row.after });
  return measured && row.unit === 'error' ? { ...measured, mean: 1 - measured.mean } : measured;
}
