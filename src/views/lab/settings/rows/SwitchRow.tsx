import type { Setting } from '../../../../core/run/setting';
import { type KeysOfKind, settings } from '../../../../core/run/settings';
import { useLab } from '../../../labContext';
import { useChanged } from '../changes';
import { describedBy, Row } from './Row';

export function SwitchRow({ field }: { field: KeysOfKind<'switch'> }) {
  const lab = useLab();
  const on = lab.settings.useSettings((state) => state.draft[field]);
  const changed = useChanged(field);
  const id = `setting-${field}`;
  const { label, about }: Setting = settings[field];
  return (
    <Row id={id} label={label} changed={changed} about={about}>
      <input
        id={id}
        type="checkbox"
        checked={on}
        aria-describedby={describedBy(id, undefined, about)}
        onChange={(event) => lab.settings.setChoice(field, event.target.checked)}
      />
    </Row>
  );
}
