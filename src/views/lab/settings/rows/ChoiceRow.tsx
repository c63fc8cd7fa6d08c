import type { Experiment } from '../../../../core/run/spec';
import { fields } from '../../../../experiment/fields/fields';
import { type ChoiceKey, choices } from '../../../../store/settings/choices';
import { problemOf } from '../../../../store/settings/settings';
import { useLab } from '../../../labContext';
import { Select } from '../../../parts/Select';
import { useChanged } from '../changes';
import { aboutText, describedBy, Row } from './Row';

/** Maximum length of a name beside its label; longer ones take the full width. */
const SHORT = 13;

interface Props {
  field: ChoiceKey;
  /** Describe the chosen option below the field. */
  explain?: boolean;
}

export function ChoiceRow({ field, explain = false }: Props) {
  const lab = useLab();
  const value = lab.settings.useSettings((state) => state.draft[field]);
  const problem = lab.settings.useSettings((state) => problemOf(state, field));
  const changed = useChanged(field);
  const id = `setting-${field}`;
  const about = explain ? choices[field].find((choice) => choice.id === value) : undefined;
  return (
    <Row
      id={id}
      label={fields[field].label}
      changed={changed}
      wide={choices[field].some(({ name }) => name.length > SHORT)}
      problem={problem}
      about={about}
    >
      <Select
        id={id}
        value={value}
        onChange={(next) => lab.settings.setChoice(field, next as Experiment[typeof field])}
        describedBy={describedBy(id, problem, about)}
        invalid={problem !== undefined}
      >
        {choices[field].map((choice) => (
          <option key={choice.id} value={choice.id} title={aboutText(choice)}>
            {choice.name}
          </option>
        ))}
      </Select>
    </Row>
  );
}
