import { type ReactNode, useId } from 'react';
import type { ReadOptions } from '../../data/import/table';
import { type Delimiter, delimiters } from '../../data/import/table';
import type { Task } from '../../data/spec';
import {
  type ImportText,
  readAs,
  setImportText,
  setStandardise,
  setTarget,
  setTask,
  useImporting,
} from '../../store/importing';
import { Segment } from '../parts/Segment';
import { Select } from '../parts/Select';
import { TextField } from '../parts/TextField';

function Row({ label, id, children }: { label: string; id?: string; children: ReactNode }) {
  return (
    <div className="import-row">
      {id === undefined ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
      {children}
    </div>
  );
}

/** How a table's text is read; also while it cannot be, for another separator may be the way out. */
function Reading() {
  const { profile, options, problem } = useImporting();
  const id = useId();
  if (profile ? profile.format !== 'csv' : !problem) return null;
  const delimiter = options.delimiter ?? profile?.delimiter ?? '';
  const header = options.header ?? profile?.header;
  const again = (part: ReadOptions) => void readAs({ ...options, ...part });
  return (
    <Row label="Separator, header" id={id}>
      <span className="import-two">
        <Select
          id={id}
          label="Separator"
          value={delimiter}
          onChange={(value) => again({ delimiter: value as Delimiter })}
        >
          {delimiter === '' && <option value="">not found</option>}
          {Object.entries(delimiters).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          label="Header"
          value={header === undefined ? '' : String(header)}
          onChange={(value) => again({ header: value === 'true' })}
        >
          {header === undefined && <option value="">not found</option>}
          <option value="true">first row</option>
          <option value="false">no header</option>
        </Select>
      </span>
    </Row>
  );
}

function TextRow({ name, label, numeric = false }: { name: ImportText; label: string; numeric?: boolean }) {
  const { texts, textProblems } = useImporting();
  const id = useId();
  return (
    <Row label={label} id={id}>
      <TextField
        id={id}
        text={texts[name]}
        numeric={numeric}
        invalid={textProblems[name] !== undefined}
        describedBy={undefined}
        onChange={(text) => setImportText(name, text)}
      />
    </Row>
  );
}

function Testing() {
  const { texts, textProblems } = useImporting();
  const [share, seed] = [useId(), useId()];
  return (
    <Row label="Keep for testing" id={share}>
      <span className="import-split">
        <TextField
          id={share}
          text={texts.testShare}
          numeric
          invalid={textProblems.testShare !== undefined}
          describedBy={undefined}
          onChange={(text) => setImportText('testShare', text)}
        />
        <span>%</span>
        <label htmlFor={seed}>seed</label>
        <TextField
          id={seed}
          text={texts.splitSeed}
          numeric
          invalid={textProblems.splitSeed !== undefined}
          describedBy={undefined}
          onChange={(text) => setImportText('splitSeed', text)}
        />
      </span>
    </Row>
  );
}

function Target() {
  const { profile, choices, outcome } = useImporting();
  const id = useId();
  if (!profile || !choices) return null;
  const { columns } = profile;
  const distinct = columns.find(({ name }) => name === choices.target)?.distinct ?? outcome?.outputs;
  const classes = distinct !== undefined && Number.isFinite(distinct) ? `${distinct} classes` : 'Classes';
  const tasks: readonly { readonly id: Task; readonly name: string }[] = [
    { id: 'classification', name: classes },
    { id: 'regression', name: 'Regression' },
  ];
  if (columns.length === 0)
    return (
      <Row label="Task">
        <span>{tasks.find((task) => task.id === choices.task)?.name}</span>
      </Row>
    );
  return (
    <>
      <Row label="Target" id={id}>
        <Select id={id} value={choices.target ?? ''} onChange={setTarget}>
          {columns.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      </Row>
      <Row label="Task">
        <Segment label="Task" options={tasks} value={choices.task} onChange={setTask} />
      </Row>
    </>
  );
}

/** What the person decides of the whole file. */
export function ImportRows() {
  const { choices } = useImporting();
  const id = useId();
  return (
    <div className="import-rows">
      <Reading />
      {choices && (
        <>
          <TextRow name="name" label="Name" />
          <Target />
          <Testing />
          <div className="import-row">
            <label htmlFor={id}>Standardise</label>
            <span className="import-tick">
              <input
                id={id}
                type="checkbox"
                checked={choices.standardise}
                onChange={(event) => setStandardise(event.target.checked)}
              />
              <span className="quiet">mean 0 and deviation 1 of the training part</span>
            </span>
          </div>
        </>
      )}
    </div>
  );
}
