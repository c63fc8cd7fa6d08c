/** Reads settings from a link, a file or the command line: keeps valid ones, and reports the rest. */
import type { Experiment } from '../../core/run/spec';
import { conflicts } from '../conflicts';
import { defaultExperiment } from '../defaults';
import { type Field, type FieldKey, type Parsed, shown } from '../fields/field';
import { fieldKeys, fields } from '../fields/fields';
import { withOwnOptions } from '../fields/options';

export interface ReadExperiment {
  readonly experiment: Experiment;
  /** One sentence for each invalid setting, which has its default instead. */
  readonly problems: readonly string[];
}

/** Returns a setting's value, or undefined if it is not given. */
export type Source = <K extends FieldKey>(
  name: K,
  field: Field<K>,
  experiment: Experiment,
) => Parsed<Experiment[K]> | undefined;

/** Changes one setting, and drops the options that no longer apply. */
export function withSetting<K extends FieldKey>(
  experiment: Experiment,
  name: K,
  value: Experiment[K],
): Experiment {
  return withOwnOptions({ ...experiment, [name]: value });
}

export function readSettings(source: Source): ReadExperiment {
  const dataset = source('dataset', fields.dataset, defaultExperiment());
  let experiment = defaultExperiment(dataset?.ok ? dataset.value : undefined);
  const problems: string[] = [];
  for (const name of fieldKeys) {
    const parsed = source(name, fields[name] as Field<FieldKey>, experiment);
    if (parsed?.ok) experiment = withSetting(experiment, name, parsed.value);
    else if (parsed) problems.push(parsed.problem);
  }
  const defaults = defaultExperiment(experiment.dataset);
  for (const { reset, problem } of conflicts(experiment)) {
    problems.push(problem);
    for (const name of reset) experiment = withSetting(experiment, name, defaults[name]);
  }
  return { experiment, problems };
}

/** Normalized for typo matching: "Epochs" and "epoch" match "epochs". */
const bare = (name: string): string => name.toLowerCase().replace(/s$/, '');

/**
 * @param known valid names: one that differs only in case or a final "s" is suggested
 * @param where source of the setting: "version 1 of the format"
 */
export function unknownSetting(name: string, value: string, known: Iterable<string>, where?: string): string {
  const meant = [...known].find((one) => bare(one) === bare(name));
  const what = where === undefined ? 'Unknown setting' : `Unknown setting in ${where}`;
  return `${what}: ${name || '“”'} = ${shown(value)}. ${meant ? `Write ${meant}` : 'Leave it out'}.`;
}
