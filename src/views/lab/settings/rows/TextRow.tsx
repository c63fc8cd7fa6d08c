import type { Setting } from '../../../../core/run/setting';
import { settings } from '../../../../core/run/settings';
import { problemOf, type TextKey } from '../../../../store/settings/settings';
import { useLab } from '../../../labContext';
import { TextField } from '../../../parts/TextField';
import { useChanged } from '../changes';
import { type About, describedBy, Row } from './Row';

interface Props {
  field: TextKey;
  /** Overrides the description in the field list. */
  about?: About;
}

/** Hidden layers are entered in two fields. */
const hidden = { layers: settings.hidden.label, units: 'Units per layer' } as const;

export function TextRow({ field, about: given }: Props) {
  const lab = useLab();
  const text = lab.settings.useSettings((state) => state.texts[field]);
  const problem = lab.settings.useSettings((state) => problemOf(state, field));
  const isHidden = field === 'layers' || field === 'units';
  const changed = useChanged(isHidden ? 'hidden' : field);
  const setting: Setting = settings[isHidden ? 'hidden' : field];
  const label = isHidden ? hidden[field] : setting.label;
  const about = given ?? setting.about;
  const id = `setting-${field}`;
  return (
    <Row id={id} label={label} changed={changed} problem={problem} about={about} wide={text.length > 15}>
      <TextField
        id={id}
        text={text}
        numeric={setting.kind === 'whole' || field === 'layers'}
        invalid={problem !== undefined}
        describedBy={describedBy(id, problem, about)}
        onChange={(typed) => lab.settings.setText(field, typed)}
      />
    </Row>
  );
}
