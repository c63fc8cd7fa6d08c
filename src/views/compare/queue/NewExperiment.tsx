import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import { rules } from '../../../core/rules';
import type { FieldKey } from '../../../experiment/fields/field';
import { fields, formatSetting } from '../../../experiment/fields/fields';
import { sweepKeys } from '../../../experiment/sweep/sweep';
import { runsText } from '../../../figures/compare/runsText';
import { type PlanProblems, planOf, queuePlan, type TypedAxis } from '../../../store/notebook/queue/plan';
import { goTo } from '../../../store/page/page';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { Select } from '../../parts/Select';
import { TextField } from '../../parts/TextField';

/** An axis, with an id for React. */
interface Row extends TypedAxis {
  readonly id: number;
}

interface AxisRowProps {
  row: Row;
  /** Settings that other rows have. */
  taken: readonly FieldKey[];
  problem: string | undefined;
  onChange: (row: Row) => void;
  onRemove: () => void;
}

function AxisRow({ row, taken, problem, onChange, onRemove }: AxisRowProps) {
  const id = useId();
  const { label } = fields[row.setting];
  return (
    <div className="queue-axis">
      <Select
        label="Setting with several values"
        value={row.setting}
        onChange={(key) => onChange({ ...row, setting: key as FieldKey })}
      >
        {sweepKeys
          .filter((key) => key === row.setting || !taken.includes(key))
          .map((key) => (
            <option key={key} value={key}>
              {fields[key].label}
            </option>
          ))}
      </Select>
      <label className="sr-only" htmlFor={id}>
        Values of {label}
      </label>
      <TextField
        id={id}
        text={row.text}
        invalid={problem !== undefined}
        describedBy={problem === undefined ? undefined : `${id}-problem`}
        onChange={(text) => onChange({ ...row, text })}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={`Remove ${label}`}
        title="Remove"
        onClick={onRemove}
      >
        <X size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
      {problem !== undefined && (
        <p className="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

const none: PlanProblems = { seeds: undefined, axes: [], whole: undefined };

interface Props {
  onAdded: () => void;
}

/** Several values for settings of the Lab: a run for every combination, every algorithm and every seed. */
export function NewExperiment({ onAdded }: Props) {
  const lab = useLab();
  const draft = lab.settings.useSettings((state) => state.draft);
  const seedsId = useId();
  const [seeds, setSeeds] = useState(() => formatSetting(draft, 'seeds'));
  const [rows, setRows] = useState<readonly Row[]>([]);
  const planned = planOf(draft, seeds, rows);
  const problems = planned.ok ? none : planned.problems;
  const change = (row: Row): void => setRows(rows.map((one) => (one.id === row.id ? row : one)));
  const taken = rows.map(({ setting }) => setting);
  const next =
    sweepKeys.find((key) => key === 'learningRate' && !taken.includes(key)) ??
    sweepKeys.find((key) => !taken.includes(key));
  const addRow = (): void => {
    if (next) setRows([...rows, { id: Date.now(), setting: next, text: formatSetting(draft, next) }]);
  };
  const queue = async (): Promise<void> => {
    if (!planned.ok) return;
    const id = await queuePlan(lab, planned.plan);
    if (id === undefined) return;
    onAdded();
    goTo('compare', id);
  };
  return (
    <>
      <p>
        {draft.rules.map((rule) => rules[rule].name).join(', ')} on {datasetChoice(draft.dataset).name}, with
        the settings of the Lab. Change those there first.
      </p>
      <div className="queue-field">
        <label htmlFor={seedsId}>Seeds</label>
        <TextField
          id={seedsId}
          text={seeds}
          invalid={problems.seeds !== undefined}
          describedBy={problems.seeds === undefined ? undefined : `${seedsId}-problem`}
          onChange={setSeeds}
        />
        {problems.seeds !== undefined && (
          <p className="field-problem" id={`${seedsId}-problem`}>
            {problems.seeds}
          </p>
        )}
      </div>
      <fieldset className="queue-axes">
        <legend>Settings with several values</legend>
        {rows.map((row, place) => (
          <AxisRow
            key={row.id}
            row={row}
            taken={taken}
            problem={problems.axes[place]}
            onChange={change}
            onRemove={() => setRows(rows.filter((one) => one !== row))}
          />
        ))}
        <button type="button" className="button small" onClick={addRow} disabled={!next}>
          <Plus size={14} strokeWidth={1.75} aria-hidden="true" />
          Add a setting
        </button>
        <p className="quiet">Separate values by commas; hidden layers, such as 500,300, by semicolons.</p>
      </fieldset>
      {problems.whole !== undefined && <p className="field-problem">{problems.whole}</p>}
      <button type="button" className="button primary" disabled={!planned.ok} onClick={() => void queue()}>
        {planned.ok ? `Queue ${runsText(planned.plan.runs)}` : 'Queue'}
      </button>
    </>
  );
}
