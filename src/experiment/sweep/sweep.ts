/** A sweep: settings with several values each, and a run for every combination of them, with every rule and seed. */
import { type Experiment, type RunId, runIdOf, runSpec } from '../../core/run/spec';
import { conflicts } from '../conflicts';
import type { PlannedRun } from '../expand';
import { type Field, type FieldKey, fail, type Parsed } from '../fields/field';
import { fieldKeys, fields } from '../fields/fields';
import { withSetting } from '../files/read';

/** A setting and its values, in the form that a settings file has. */
export interface SweepAxis {
  readonly setting: FieldKey;
  readonly values: readonly unknown[];
}

/** Lists by themselves; files, the backend and its threads are the same for all runs. */
const fixed: readonly FieldKey[] = [
  'rules',
  'seeds',
  'dataset',
  'startFrom',
  'backend',
  'threads',
  'measures',
];
/** Settings that can have several values, in the order of the form. */
export const sweepKeys: readonly FieldKey[] = fieldKeys.filter((key) => !fixed.includes(key));

/** More would take days, and no table shows them. */
const MOST_RUNS = 1000;

/** One value for each axis. */
type Combination = readonly (readonly [FieldKey, unknown])[];

const combinations = (sweep: readonly SweepAxis[]): readonly Combination[] =>
  sweep.reduce<readonly Combination[]>(
    (all, { setting, values }) =>
      all.flatMap((one) => values.map((value) => [...one, [setting, value] as const])),
    [[]],
  );

const withAll = (experiment: Experiment, combination: Combination): Experiment =>
  combination.reduce((now, [key, value]) => withSetting(now, key, value as never), experiment);

const textOf = (experiment: Experiment, key: FieldKey): string =>
  (fields[key] as Field<FieldKey>).format(experiment[key], experiment);

/** "learning-rate=0.01 hidden=50", as on the command line; empty for one combination only. */
const suffixOf = (experiment: Experiment, combination: Combination): string =>
  combination.map(([key]) => ` ${fields[key].key}=${textOf(experiment, key)}`).join('');

/** Each once: a combination may change nothing for an algorithm, as another one's learning rate. */
function distinct(runs: readonly PlannedRun[]): readonly PlannedRun[] {
  const seen = new Set<string>();
  return runs.filter(({ spec }) => {
    const text = JSON.stringify(spec);
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

/**
 * Ordered by seed, then by combination, then by rule: the first seed already compares everything, and stopping between
 * seeds leaves the same number of runs for each. Without a sweep these are the experiment's runs.
 */
export function expandSweep(experiment: Experiment, sweep: readonly SweepAxis[]): readonly PlannedRun[] {
  const all = combinations(sweep).map((combination) => {
    const own = withAll(experiment, combination);
    return { own, suffix: suffixOf(own, combination) };
  });
  return distinct(
    experiment.seeds.flatMap((seed) =>
      all.flatMap(({ own, suffix }) =>
        own.rules.map((rule) => ({
          id: `${runIdOf({ rule, seed })}${suffix}` satisfies RunId,
          spec: runSpec(own, rule, seed),
        })),
      ),
    ),
  );
}

/** A single value of these may contain commas: their values are separated by semicolons. */
const withCommas: readonly FieldKey[] = [
  'hidden',
  'freeze',
  'optimizerOptions',
  'scheduleOptions',
  'classes',
  'withheld',
];

const partsOf = (setting: FieldKey, text: string): readonly string[] =>
  text.split(text.includes(';') || withCommas.includes(setting) ? ';' : ',').map((part) => part.trim());

/**
 * Typed values of one setting: "0.001, 0.01"; for hidden layers, whose widths have commas, "100; 100,100".
 * @returns the values, or a problem that names the setting, the value and how to fix it
 */
export function parseAxis(experiment: Experiment, setting: FieldKey, text: string): Parsed<SweepAxis> {
  const field = fields[setting] as Field<FieldKey>;
  const { label } = field;
  const parts = partsOf(setting, text);
  if (parts.some((part) => part === ''))
    return fail(label, text, 'has an empty value. Write values, separated by commas (or by semicolons)');
  const twice = parts.find((part, place) => parts.indexOf(part) < place);
  if (twice !== undefined) return fail(label, twice, 'is there twice. Remove one');
  const values: unknown[] = [];
  for (const part of parts) {
    const parsed = field.parse(part, experiment);
    if (!parsed.ok) return parsed;
    if (values.some((value) => JSON.stringify(value) === JSON.stringify(parsed.value)))
      return fail(label, part, 'is the same value as one before. Remove one');
    values.push(parsed.value);
  }
  return { ok: true, value: { setting, values } };
}

/** The first problem of a sweep: of one of its combinations, or their number. */
export function sweepProblem(experiment: Experiment, sweep: readonly SweepAxis[]): string | undefined {
  const all = combinations(sweep);
  const count = all.length * experiment.rules.length * experiment.seeds.length;
  if (count > MOST_RUNS)
    return `These are ${count} runs; at most ${MOST_RUNS} fit one experiment. Choose fewer values, rules or seeds.`;
  for (const combination of all) {
    const own = withAll(experiment, combination);
    const [first] = conflicts(own);
    if (first) return `With${suffixOf(own, combination)}: ${first.problem}`;
  }
  return undefined;
}
