/** The settings of a run as text, for print. */
import type { Setting } from '../../../core/run/setting';
import { settings } from '../../../core/run/settings';
import type { Experiment } from '../../../core/run/spec';
import type { FieldKey } from '../../../experiment/fields/field';
import { fieldKeys, fields, formatSetting } from '../../../experiment/fields/fields';
import { idleReason } from '../../../experiment/idle';

/** Fields shown elsewhere on the sheet. */
const elsewhere: ReadonlySet<FieldKey> = new Set(['dataset', 'rules']);

function textOf(experiment: Experiment, name: FieldKey): string {
  const setting: Setting = settings[name];
  if (setting.kind !== 'choice' && setting.kind !== 'several') return formatSetting(experiment, name);
  const chosen = [experiment[name]].flat() as readonly string[];
  return chosen.map((id) => setting.registry[id]?.name ?? id).join(', ');
}

export interface PrintedSetting {
  readonly label: string;
  readonly text: string;
}

/** All settings that take effect, the seed first, since it identifies the run together with the data set. */
export function printedSettings(experiment: Experiment): readonly PrintedSetting[] {
  const names: readonly FieldKey[] = ['seeds', ...fieldKeys.filter((name) => name !== 'seeds')];
  return names.flatMap((name) => {
    const text = textOf(experiment, name);
    const said = !['', 'none', 'default'].includes(text);
    if (elsewhere.has(name) || !said || idleReason(experiment, name) !== undefined) return [];
    const one = name === 'seeds' && experiment.seeds.length === 1;
    return [{ label: one ? 'Seed' : fields[name].label, text }];
  });
}
