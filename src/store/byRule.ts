/** What a person sees as "BP": all runs of a rule as one. */
import type { RuleId } from '../core/rules';
import { type RunSeries, type Series, type SeriesRecord, seriesRecord } from './series';

export interface RuleSeries extends Series {
  readonly rule: RuleId;
}
/** In the order of the rules. */
export type RuleRecord = ReadonlyMap<RuleId, RuleSeries>;

interface RuleGroup {
  readonly rule: RuleId;
  /** At least one, in the order of their seeds. */
  readonly runs: readonly [RunSeries, ...RunSeries[]];
}

function groupsOf(record: SeriesRecord): readonly RuleGroup[] {
  const groups = new Map<RuleId, [RunSeries, ...RunSeries[]]>();
  for (const run of record.values()) {
    const group = groups.get(run.rule);
    if (group) group.push(run);
    else groups.set(run.rule, [run]);
  }
  return [...groups].map(([rule, runs]) => ({ rule, runs }));
}

/** What has been told of each rule. */
export const ruleRecord = (record: SeriesRecord = seriesRecord()): RuleRecord =>
  new Map(groupsOf(record).map(({ rule, runs: [only] }) => [rule, only]));
