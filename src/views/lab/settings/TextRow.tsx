import { fields } from '../../../experiment/fields/fields';
import { problemOf, type TextKey } from '../../../store/settings/settings';
import { useLab } from '../../labContext';
import { TextField } from '../../parts/TextField';
import { useChanged } from './changes';
import { type About, describedBy, Row } from './Row';

interface Props {
  field: TextKey;
  about?: About;
  numeric?: boolean;
}

/** The list of hidden layers is typed in two fields. */
const hidden = { layers: fields.hidden.label, units: 'Units per layer' } as const;

export function TextRow({ field, about, numeric = false }: Props) {
  const lab = useLab();
  const text = lab.settings.useSettings((state) => state.texts[field]);
  const problem = lab.settings.useSettings((state) => problemOf(state, field));
  const isHidden = field === 'layers' || field === 'units';
  const changed = useChanged(isHidden ? 'hidden' : field);
  const label = isHidden ? hidden[field] : fields[field].label;
  const id = `setting-${field}`;
  return (
    <Row id={id} label={label} changed={changed} problem={problem} about={about} wide={text.length > 15}>
      <TextField
        id={id}
        text={text}
        numeric={numeric}
        invalid={problem !== undefined}
        describedBy={describedBy(id, problem, about)}
        onChange={(typed) => lab.settings.setText(field, typed)}
      />
    </Row>
  );
}
