/** Settings that change nothing as things stand: whoever gives them expects an effect, and is told why there is none. */
import { rules } from '../core/rules';
import type { Setting } from '../core/run/setting';
import { settings } from '../core/run/settings';
import type { Experiment } from '../core/run/spec';
import type { FieldKey } from './fields/field';
import { fields, formatSetting } from './fields/fields';

/** Whether the setting that this one belongs to has a value with which it means something. */
export function applies(experiment: Experiment, name: FieldKey): boolean {
  const { onlyWith }: Setting = settings[name];
  return onlyWith === undefined || onlyWith.values.includes(String(experiment[onlyWith.setting as FieldKey]));
}

/** Why a setting changes nothing in this experiment; undefined where it does. */
export function idleReason(experiment: Experiment, name: FieldKey): string | undefined {
  const { readBy, onlyWith }: Setting = settings[name];
  if (readBy && !experiment.rules.some((id) => readBy(rules[id])))
    return `none of the chosen algorithms (${experiment.rules.join(', ')}) uses it`;
  if (onlyWith === undefined || applies(experiment, name)) return undefined;
  const other = onlyWith.setting as FieldKey;
  const needed = onlyWith.values.join(' or ');
  return `it applies only with ${fields[other].key} ${needed}, not ${formatSetting(experiment, other)}`;
}
