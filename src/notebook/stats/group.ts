/** Groups of runs by anything that they differ in: algorithm, seed, experiment, or a setting. */
import { type RuleId, rules } from '../../core/rules';
import { settingKeys } from '../../core/run/settings';
import type { Experiment, RunSpec } from '../../core/run/spec';
import type { Field, FieldKey } from '../../experiment/fields/field';
import { fields } from '../../experiment/fields/fields';
import type { RunRecord } from '../records';

/** `experiment`: by the experiment's id; the others are settings of the run. */
export type GroupKey = 'experiment' | 'rule' | 'seed' | FieldKey;

const keys: readonly GroupKey[] = [
  'experiment',
  'rule',
  'seed',
  ...settingKeys.filter((key) => !['rules', 'seeds', 'backend', 'threads'].includes(key)),
];
export const isGroupKey = (text: string): text is GroupKey => (keys as readonly string[]).includes(text);

const names: Readonly<Partial<Record<GroupKey, string>>> = {
  experiment: 'Experiment',
  rule: 'Algorithm',
  seed: 'Seed',
};
/** "Learning rate" */
export const groupKeyName = (key: GroupKey): string => names[key] ?? fields[key as FieldKey].label;

/** The value of a run's setting as text, as on the command line. */
export function textOf({ experiment, spec }: RunRecord, key: GroupKey): string {
  if (key === 'experiment') return experiment;
  if (key === 'rule') return rules[spec.rule].name;
  if (key === 'seed') return String(spec.seed);
  if (key === 'learningRate') return String(spec.learningRate);
  const value = (spec as Partial<Record<FieldKey, unknown>>)[key];
  if (value === undefined) return '';
  // Formats read settings that a run has as well.
  return (fields[key] as Field<FieldKey>).format(value as never, spec as RunSpec as unknown as Experiment);
}

/** In the order of their first runs. */
function groupsBy(runs: readonly RunRecord[], keyOf: (run: RunRecord) => string) {
  const groups = new Map<string, [RunRecord, ...RunRecord[]]>();
  for (const run of runs) {
    const group = groups.get(keyOf(run));
    if (group) group.push(run);
    else groups.set(keyOf(run), [run]);
  }
  return groups;
}

const distinct = (runs: readonly RunRecord[], key: GroupKey): number =>
  new Set(runs.map((run) => textOf(run, key))).size;

/**
 * What the runs can be grouped by: everything that has more than one value. Settings that follow from the algorithm alone, as
 * its published learning rate, are left out.
 */
export function differing(runs: readonly RunRecord[]): readonly GroupKey[] {
  const byRule = groupsBy(runs, ({ spec }) => spec.rule);
  return keys.filter((key) => {
    if (key === 'rule' || key === 'experiment' || key === 'seed') return distinct(runs, key) > 1;
    return [...byRule.values()].some((same) => distinct(same, key) > 1);
  });
}

export interface Group {
  /** Unique among the groups of a grouping, and the same for the same values. */
  readonly key: string;
  /** The algorithm of all its runs; of the first, where they have several. */
  readonly rule: RuleId;
  readonly parts: readonly { readonly key: GroupKey; readonly text: string }[];
  readonly runs: readonly RunRecord[];
}

/** In the order of their first runs. */
export function groupRuns(runs: readonly RunRecord[], by: readonly GroupKey[]): readonly Group[] {
  const groups = groupsBy(runs, (run) => JSON.stringify(by.map((key) => textOf(run, key))));
  return [...groups].map(([key, own]) => {
    const [first] = own;
    return {
      key,
      rule: first.spec.rule,
      parts: by.map((one) => ({ key: one, text: textOf(first, one) })),
      runs: own,
    };
  });
}

export interface Difference {
  readonly key: GroupKey;
  readonly name: string;
  /** One per run, in their order. */
  readonly texts: readonly string[];
}

/** Only the settings in which the runs differ. */
export const differences = (runs: readonly RunRecord[]): readonly Difference[] =>
  keys
    .filter((key) => key !== 'experiment' && distinct(runs, key) > 1)
    .map((key) => ({ key, name: groupKeyName(key), texts: runs.map((run) => textOf(run, key)) }));

/** By algorithm, and by everything else that differs but the seed. @param choices what the runs differ in */
export function usualGrouping(choices: readonly GroupKey[]): readonly GroupKey[] {
  const others = choices.filter((key) => key !== 'seed' && key !== 'rule' && key !== 'experiment');
  return ['rule', ...others];
}
