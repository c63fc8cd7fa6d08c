/** Settings that have no effect in an experiment, and the reason to show the user. */
import { rules } from '../core/rules';
import { isMet, type OnlyWith, type Setting } from '../core/run/setting';
import { settings } from '../core/run/settings';
import type { Experiment } from '../core/run/spec';
import type { FieldKey } from './fields/field';
import { fields, formatSetting } from './fields/fields';

/** Whether the setting's `onlyWith` condition holds, and that of the setting that it names. */
export function applies(experiment: Experiment, name: FieldKey): boolean {
  const { onlyWith }: Setting = settings[name];
  if (onlyWith === undefined) return true;
  const other = onlyWith.setting as FieldKey;
  return isMet(onlyWith, experiment[other]) && applies(experiment, other);
}

/** "normal or uniform", "above 1" */
const neededText = (condition: OnlyWith): string =>
  'values' in condition ? condition.values.join(' or ') : `above ${condition.above}`;

/** Why a setting has no effect in this experiment; undefined if it has one. */
export function idleReason(experiment: Experiment, name: FieldKey): string | undefined {
  const { readBy, onlyWith }: Setting = settings[name];
  if (readBy && !experiment.rules.some((id) => readBy(rules[id])))
    return `none of the chosen algorithms (${experiment.rules.join(', ')}) uses it`;
  if (onlyWith === undefined || applies(experiment, name)) return undefined;
  const other = onlyWith.setting as FieldKey;
  if (isMet(onlyWith, experiment[other])) return idleReason(experiment, other);
  return `it applies only with ${fields[other].key} ${neededText(onlyWith)}, not ${formatSetting(experiment, other)}`;
}
