/** The settings of a run in words, for paper: there is nothing to open or to point at. */
import { measures } from '../../../core/measures';
import type { Experiment } from '../../../core/run/spec';
import type { FieldKey } from '../../../experiment/fields/field';
import { fieldKeys, fields, formatSetting } from '../../../experiment/fields/fields';
import { idleReason } from '../../../experiment/idle';
import { type ChoiceKey, choices } from '../../../store/settings/choices';

/** What stands elsewhere on the sheet. */
const elsewhere: ReadonlySet<FieldKey> = new Set(['dataset', 'rules']);

const isChoice = (name: FieldKey): name is ChoiceKey => name in choices;

function textOf(experiment: Experiment, name: FieldKey): string {
  if (name === 'measures') return experiment.measures.map((id) => measures[id].name).join(', ');
  const named = isChoice(name) ? choices[name].find(({ id }) => id === experiment[name])?.name : undefined;
  return named ?? formatSetting(experiment, name);
}

export interface PrintedSetting {
  readonly label: string;
  readonly text: string;
}

/** All that have a meaning as they stand, the seed first: with the data set it is what makes a run that run. */
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
