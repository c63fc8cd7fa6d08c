/**
 * Text and JSON forms of all settings (`core/run/settings`), shared by link, settings file, form and command line so that
 * they always agree.
 */

import type { Setting } from '../../core/run/setting';
import { settingKeys, settings } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { datasetIds } from '../../data';
import { classesForm } from './classes';
import { datasetForm } from './dataset';
import {
  choiceForm,
  type Field,
  type FieldKey,
  type Form,
  numberForm,
  severalForm,
  switchForm,
} from './field';
import { freezeForm } from './freeze';
import { hiddenForm } from './hidden';
import { learningRateForm } from './learningRate';
import { optimizerOptionsForm, scheduleOptionsForm } from './options';
import { seedsForm } from './seeds';
import { startFromForm } from './startFrom';
import { withheldForm } from './withheld';

/** Settings with a syntax of their own. */
const ownForms = {
  dataset: datasetForm,
  hidden: hiddenForm,
  startFrom: startFromForm,
  freeze: freezeForm,
  optimizerOptions: optimizerOptionsForm,
  learningRate: learningRateForm,
  scheduleOptions: scheduleOptionsForm,
  seeds: seedsForm,
  classes: classesForm,
  withheld: withheldForm,
};

function formOf(name: FieldKey, setting: Setting): Form<FieldKey> {
  switch (setting.kind) {
    case 'whole':
    case 'number':
      return numberForm(name, setting);
    case 'choice':
      return choiceForm(setting);
    case 'switch':
      return switchForm(setting);
    case 'several':
      return severalForm(name, setting);
    default: {
      const own = (ownForms as Partial<Record<FieldKey, unknown>>)[name];
      if (own === undefined)
        throw new Error(`The setting ${name} is of kind ${setting.kind}: give it a form in fields.ts.`);
      return own as Form<FieldKey>;
    }
  }
}

/** The possible values for the help text, if they are a fixed list. */
function valuesOf(name: FieldKey, setting: Setting): string {
  if (name === 'dataset') return `: ${datasetIds.join(', ')}`;
  if (setting.kind === 'switch') return ': yes or no';
  return setting.kind === 'choice' || setting.kind === 'several' ? `: ${setting.ids.join(', ')}` : '';
}

/** `batchSize` → "batch-size" */
const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function fieldOf(name: FieldKey): Field<FieldKey> {
  const setting: Setting = settings[name];
  const { key = kebabCase(name), label, group, help } = setting;
  return { key, label, group, help: `${help}${valuesOf(name, setting)}`, ...formOf(name, setting) };
}

export const fields = Object.fromEntries(settingKeys.map((name) => [name, fieldOf(name)])) as unknown as {
  readonly [K in FieldKey]: Field<K>;
};
/** Settings that the user can change: excludes choices with only one id. */
export const fieldKeys: readonly FieldKey[] = settingKeys.filter((name) => {
  const setting: Setting = settings[name];
  return setting.kind !== 'choice' || setting.ids.length > 1;
});

/** A setting's value as text. */
export function formatSetting(experiment: Experiment, name: FieldKey): string {
  return (fields[name] as Field<FieldKey>).format(experiment[name], experiment);
}
