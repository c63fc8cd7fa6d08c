import { useId } from 'react';
import { type ImportText, setImportText, setStandardise, useImporting } from '../../store/importing';
import { TextField } from '../parts/TextField';
import { ImportReading } from './ImportReading';
import { ImportRow } from './ImportRow';
import { ImportTarget } from './ImportTarget';

function TextRow({ name, label, numeric = false }: { name: ImportText; label: string; numeric?: boolean }) {
  const { texts, textProblems } = useImporting();
  const id = useId();
  return (
    <ImportRow label={label} id={id}>
      <TextField
        id={id}
        text={texts[name]}
        numeric={numeric}
        invalid={textProblems[name] !== undefined}
        describedBy={undefined}
        onChange={(text) => setImportText(name, text)}
      />
    </ImportRow>
  );
}

function Testing() {
  const { texts, textProblems } = useImporting();
  const [share, seed] = [useId(), useId()];
  return (
    <ImportRow label="Keep for testing" id={share}>
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
    </ImportRow>
  );
}

/** What the person decides of the whole file. */
export function ImportRows() {
  const { choices } = useImporting();
  const id = useId();
  return (
    <div className="import-rows">
      <ImportReading />
      {choices && (
        <>
          <TextRow name="name" label="Name" />
          <ImportTarget />
          <Testing />
          <div className="import-row">
            <label htmlFor={id}>Standardise</label>
            <span className="import-tick">
              <input
                id={id}
                type="checkbox"
                checked={choices.standardise !== false}
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
