import { count } from '../../../core/format';
import type { ImportChoices } from '../../../data/import/table/table';
import {
  cancelImport,
  finishImport,
  type Importing,
  questionsOf,
  useImporting,
} from '../../../store/data/importing';

const counts = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? '' : 's'}`;

function scaleText(standardise: ImportChoices['standardise']): string {
  if (standardise === 'together') return 'Standardised together';
  return standardise ? 'Standardised' : 'Not standardised';
}

/** The outcome of the current choices, or what prevents the import. */
function outcomeText(state: Importing): string {
  const { phase, choices, outcome, textProblems, unread } = state;
  if (phase === 'storing') return 'Creating the data set';
  const [wrong] = Object.values(textProblems);
  if (wrong !== undefined) return wrong;
  const open = unread ? [] : questionsOf(state).map(({ column }) => column);
  if (open.length > 0)
    return `To be decided: ${counts(new Set(open).size, 'column')} with texts among numbers`;
  if (choices === undefined || outcome === undefined) return '';
  const { inputs, outputs, train, test, dropped } = outcome;
  const first = scaleText(choices.standardise);
  const left = dropped > 0 ? ` · ${counts(dropped, 'row')} left out` : '';
  return `${first} · ${counts(inputs, 'input')} → ${counts(outputs, 'output')} · ${count(train)} + ${counts(test, 'row')}${left}`;
}

export function ImportFoot() {
  const state = useImporting();
  const { phase, outcome, textProblems } = state;
  const wrong = Object.keys(textProblems).length > 0;
  const ready = phase === 'ready' && outcome !== undefined && !wrong;
  return (
    <div className="import-foot">
      <p className={`num ${wrong ? 'bad' : ''}`} role="status">
        {outcomeText(state)}
      </p>
      <button type="button" className="button" onClick={cancelImport}>
        Cancel
      </button>
      <button type="button" className="button primary" disabled={!ready} onClick={() => void finishImport()}>
        Import
      </button>
    </div>
  );
}
