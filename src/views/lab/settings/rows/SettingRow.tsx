import { type KeysOfKind, settings } from '../../../../core/run/settings';
import type { FieldKey } from '../../../../experiment/fields/field';
import { applies } from '../../../../experiment/idle';
import { isChoice } from '../../../../store/settings/choices';
import type { TicksKey } from '../../../../store/settings/settings';
import { useLab } from '../../../labContext';
import { Cautions } from '../Cautions';
import { StartFrom } from '../network/StartFrom';
import { ChoiceRow } from './ChoiceRow';
import { OptionRows } from './OptionRows';
import { SwitchRow } from './SwitchRow';
import { TextRow } from './TextRow';
import { ThreadsNote } from './ThreadsNote';
import { TickBoxes } from './TickBoxes';

function Control({ field }: { field: FieldKey }) {
  const { kind } = settings[field];
  if (field === 'startFrom') return <StartFrom />;
  if (isChoice(field)) return <ChoiceRow field={field} explain />;
  switch (kind) {
    case 'switch':
      return <SwitchRow field={field as KeysOfKind<'switch'>} />;
    case 'several':
      return <TickBoxes field={field as TicksKey} />;
    case 'options':
      return <OptionRows field={field as KeysOfKind<'options'>} />;
    case 'whole':
    case 'number':
    case 'text':
      return <TextRow field={field as KeysOfKind<'whole' | 'number' | 'text'>} />;
    default:
      throw new Error(`The setting ${field} is of kind ${kind}: add its own control to the panel.`);
  }
}

/** The control for a setting's kind, with its warnings; nothing if the setting has no effect. */
export function SettingRow({ field }: { field: FieldKey }) {
  const lab = useLab();
  const shown = lab.settings.useSettings(({ draft }) => applies(draft, field));
  if (!shown) return null;
  return (
    <>
      <Control field={field} />
      <Cautions at={field} />
      {field === 'threads' && <ThreadsNote />}
    </>
  );
}
