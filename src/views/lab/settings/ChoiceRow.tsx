import type { Experiment } from '../../../core/run';
import { type ChoiceKey, choices } from '../../../store/choices';
import { setChoice, useSettings } from '../../../store/settings';
import { Select } from '../../parts/Select';
import { useChanged } from './changes';
import { Row } from './Row';

interface Props {
  field: ChoiceKey;
  label: string;
  wide?: boolean;
  /** Say below what the chosen one is. */
  explain?: boolean;
}

export function ChoiceRow({ field, label, wide = false, explain = false }: Props) {
  const value = useSettings((state) => state.draft[field]);
  const problem = useSettings((state) => (field === 'loss' ? state.problems.loss : undefined));
  const changed = useChanged(field);
  const id = `setting-${field}`;
  const sentence = choices[field].find((choice) => choice.id === value)?.sentence;
  const described = [problem && `${id}-problem`, explain && sentence && `${id}-hint`]
    .filter(Boolean)
    .join(' ');
  return (
    <Row
      id={id}
      label={label}
      changed={changed}
      wide={wide}
      problem={problem}
      hint={explain ? sentence : undefined}
    >
      <Select
        id={id}
        value={value}
        onChange={(next) => setChoice(field, next as Experiment[typeof field])}
        describedBy={described === '' ? undefined : described}
        invalid={problem !== undefined}
      >
        {choices[field].map((choice) => (
          <option key={choice.id} value={choice.id} title={choice.sentence}>
            {choice.name}
          </option>
        ))}
      </Select>
    </Row>
  );
}
