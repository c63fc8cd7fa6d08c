import { useId } from 'react';
import { setImportText, setReadingText, shownText, useImporting } from '../../../store/data/importing';
import type { ImportText, ReadingText } from '../../../store/data/importTexts';
import { TextField } from '../../parts/TextField';
import { ImportRow } from './ImportRow';

type Name = ImportText | ReadingText;

interface FieldProps {
  id: string;
  name: Name;
  numeric?: boolean;
  describedBy?: string | undefined;
}

const isReading = (name: Name): name is ReadingText =>
  name === 'skipRows' || name === 'missing' || name === 'notMissing';

/** A text field of the preview; typed text stays, valid or not. */
export function ImportInput({ id, name, numeric = false, describedBy }: FieldProps) {
  const state = useImporting();
  return (
    <TextField
      id={id}
      text={shownText(name, state)}
      numeric={numeric}
      invalid={state.textProblems[name] !== undefined}
      describedBy={describedBy}
      onChange={(text) => (isReading(name) ? setReadingText(name, text) : setImportText(name, text))}
    />
  );
}

interface Props {
  name: Name;
  label: string;
  hint?: string;
  numeric?: boolean;
}

/** A field in its own row; the hint is beside a number, else below. */
export function ImportField({ name, label, hint, numeric = false }: Props) {
  const id = useId();
  const said = useId();
  return (
    <ImportRow label={label} id={id}>
      <span className={numeric ? 'import-number' : 'import-text'}>
        <ImportInput id={id} name={name} numeric={numeric} describedBy={hint ? said : undefined} />
        {hint && (
          <span className="quiet" id={said}>
            {hint}
          </span>
        )}
      </span>
    </ImportRow>
  );
}
