import { useState } from 'react';
import { count } from '../../../core/format';
import { canBeCategories, holdsNumbers } from '../../../data/import/answers';
import { type Way, wayOf } from '../../../data/import/decisions';
import type { ColumnProfile, ImportChoices } from '../../../data/import/table/table';
import { setWays, useImporting } from '../../../store/data/importing';
import { Select } from '../../parts/Select';
import { ShortName } from '../../parts/ShortName';
import { shortNames } from '../../shortNames';
import { PHONE, useMedia } from '../../useMedia';
import { Bars } from '../samples/Bars';
import './columns.css';

/** Columns shown at first; `MORE` are added on request. */
const FIRST = 12;
/** Letters of a name that fit. */
const LETTERS = { panel: 11, phone: 8 } as const;
const MORE = 200;

const shapeOf = ({ looks, counts, categories }: ColumnProfile): readonly number[] =>
  looks === 'categories' || counts.length === 0 ? categories.map((one) => one.count) : counts;

const categoriesText = (column: ColumnProfile): string =>
  canBeCategories(column) ? `${count(column.distinct)} categories` : 'too many categories';

const cells = (n: number, way: string): string => `${count(n)} → ${way}`;

/** How missing cells are handled, including texts in numeric columns once the user has decided that they are missing. */
export function missingText(
  { missing, texts }: ColumnProfile,
  way: Way,
  isTarget: boolean,
): string | undefined {
  if (way === 'leave-out') return undefined;
  if (way === 'number' && texts > 0) return `${count(texts)} ${texts === 1 ? 'text' : 'texts'}?`;
  const none = missing + (way === 'number-or-missing' ? texts : 0);
  if (none === 0) return undefined;
  if (isTarget) return cells(none, 'rows left out');
  return cells(none, way === 'categories' ? 'a category' : 'mean');
}

function TargetUse({ column, task }: { column: ColumnProfile } & Pick<ImportChoices, 'task'>) {
  const classes = Number.isFinite(column.distinct) ? `${count(column.distinct)} classes` : 'classes';
  return <span className="column-target">{task === 'classification' ? classes : 'number'}</span>;
}

interface RowProps {
  column: ColumnProfile;
  short: string | undefined;
  choices: ImportChoices;
}

function ColumnRow({ column, short, choices }: RowProps) {
  const { name, texts } = column;
  const numbers = holdsNumbers(column);
  const target = name === choices.target;
  const way = wayOf(column, choices);
  const missing = missingText(column, way, target);
  return (
    <tr className={target ? 'target' : way === 'leave-out' ? 'left-out' : undefined}>
      <th scope="row" className="mono" title={name}>
        <ShortName name={name} short={short} />
      </th>
      <td>
        <Bars counts={shapeOf(column)} width={60} height={20} />
      </td>
      <td>
        {target ? (
          <TargetUse column={column} task={choices.task} />
        ) : (
          <Select
            label={`Read ${name} as`}
            value={way}
            onChange={(value) => setWays({ [name]: value as Way })}
          >
            <option value="number" disabled={!numbers}>
              {numbers ? 'number' : 'not a number'}
            </option>
            {numbers && (texts > 0 || way === 'number-or-missing') && (
              <option value="number-or-missing">numbers only</option>
            )}
            <option value="categories" disabled={!canBeCategories(column)}>
              {categoriesText(column)}
            </option>
            <option value="leave-out">leave out</option>
          </Select>
        )}
      </td>
      <td className={`num ${missing ? 'warn' : ''}`}>{missing ?? 'none'}</td>
    </tr>
  );
}

/** The target first, then the columns in file order. */
export function ImportColumns() {
  const { profile, choices } = useImporting();
  const [shown, setShown] = useState(FIRST);
  const phone = useMedia(PHONE);
  if (!profile || !choices || profile.columns.length === 0) return null;
  const { columns } = profile;
  const target = columns.filter(({ name }) => name === choices.target);
  const others = columns.filter(({ name }) => name !== choices.target);
  const hidden = others.slice(shown);
  const missing = hidden.some((column) => column.missing + column.texts > 0);
  const rows = [...target, ...others.slice(0, shown)];
  const short = shortNames(
    rows.map(({ name }) => name),
    LETTERS[phone ? 'phone' : 'panel'],
    false,
  );
  return (
    <section aria-labelledby="import-columns">
      <h3 id="import-columns">Columns</h3>
      <table className="import-columns">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">name</span>
            </th>
            <th scope="col">distribution</th>
            <th scope="col">read as</th>
            <th scope="col">missing</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((column, i) => (
            <ColumnRow key={column.name} column={column} short={short[i]} choices={choices} />
          ))}
        </tbody>
      </table>
      {hidden.length > 0 && (
        <p className="import-more quiet num">
          {count(hidden.length)} more {hidden.length === 1 ? 'column' : 'columns'},{' '}
          {missing ? 'some cells missing' : 'none missing'}
          <button type="button" className="text-button" onClick={() => setShown(shown + MORE)}>
            Show {hidden.length > MORE ? `the next ${MORE}` : 'them'}
          </button>
        </p>
      )}
    </section>
  );
}
