import { useId } from 'react';
import { setLabels, setTarget, setTask, useImporting } from '../../../store/data/importing';
import { Segment } from '../../parts/Segment';
import { Select } from '../../parts/Select';
import { taskChoices } from '../texts';
import { ImportRow } from './ImportRow';

/** Which column is predicted. */
function TargetColumn() {
  const { profile, choices } = useImporting();
  const id = useId();
  return (
    <ImportRow label="Target" id={id}>
      <Select id={id} value={choices?.target ?? ''} onChange={setTarget}>
        {profile?.columns.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </ImportRow>
  );
}

/** Which of two files holds the labels, if either could. */
function LabelsFile() {
  const { profile } = useImporting();
  const id = useId();
  if (profile?.labels === undefined) return null;
  return (
    <ImportRow label="Labels are in" id={id}>
      <Select id={id} value={profile.labels} onChange={(name) => void setLabels(name)}>
        {profile.files.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </Select>
    </ImportRow>
  );
}

/** The target, and whether it is predicted as a class or a number. */
export function ImportTarget() {
  const { profile, choices, outcome } = useImporting();
  if (!profile || !choices) return null;
  return (
    <>
      {profile.columns.length > 0 ? <TargetColumn /> : <LabelsFile />}
      <ImportRow label="Task">
        <Segment
          label="Task"
          options={taskChoices(profile, choices, outcome)}
          value={choices.task}
          onChange={setTask}
        />
      </ImportRow>
    </>
  );
}
