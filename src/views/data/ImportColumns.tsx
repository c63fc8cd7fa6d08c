import { useState } from 'react';
import type { ColumnProfile, ColumnUse, ImportChoices } from '../../data/import/table';
import type { Task } from '../../data/spec';
import { setUse, useImporting } from '../../store/importing';
import { count } from '../format';
import { Select } from '../parts/Select';
import { Bars } from './Bars';

/** More are shown when they are asked for, so many at a time. */
const FIRST = 12;
const MORE = 200;

const shapeOf = ({ looks, counts, categories }: ColumnProfile): readonly number[] =>
  looks === 'categories' || counts.length === 0 ? categories.map((one) => one.count) : counts;

const categoriesText = (distinct: number): string =>
  Number.isFinite(distinct) ? `${count(distinct)} categories` : 'categories';

const ways = {
  number: 'mean',
  categories: 'a category',
  regression: 'rows left out',
  classification: 'rows left out',
} as const;

/** How cells without a value are dealt with; texts are none where numbers are wanted. */
export function missingText(column: ColumnProfile, use: ColumnUse | Task): string | undefined {
  if (use === 'leave-out') return undefined;
  const numbers = use === 'number' || use === 'regression';
  const missing = column.missing + (numbers ? column.texts : 0);
  if (missing === 0) return undefined;
  const way = ways[use];
  return `${count(missing)} → ${way}`;
}

function TargetUse({ column, task }: { column: ColumnProfile; task: Task }) {
  const classes = Number.isFinite(column.distinct) ? `${count(column.distinct)} classes` : 'classes';
  return <span className="column-target">{task === 'classification' ? classes : 'number'}</span>;
}

function ColumnRow({ column, choices }: { column: ColumnProfile; choices: ImportChoices }) {
  const { name, looks, distinct } = column;
  const target = name === choices.target;
  const use = choices.uses[name] ?? looks;
  const missing = missingText(column, target ? choices.task : use);
  return (
    <tr className={target ? 'target' : use === 'leave-out' ? 'left-out' : undefined}>
      <th scope="row" className="mono" title={name}>
        {name}
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
            value={use}
            onChange={(value) => setUse(name, value as ColumnUse)}
          >
            <option value="number">number</option>
            <option value="categories">{categoriesText(distinct)}</option>
            <option value="leave-out">leave out</option>
          </Select>
        )}
      </td>
      <td className={`num ${missing ? 'warn' : ''}`}>{missing ?? 'none'}</td>
    </tr>
  );
}

/** The target first, then the columns in the file's order. */
export function ImportColumns() {
  const { profile, choices } = useImporting();
  const [shown, setShown] = useState(FIRST);
  if (!profile || !choices || profile.columns.length === 0) return null;
  const { columns } = profile;
  const target = columns.filter(({ name }) => name === choices.target);
  const others = columns.filter(({ name }) => name !== choices.target);
  const hidden = others.slice(shown);
  const missing = hidden.some((column) => column.missing + column.texts > 0);
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
          {[...target, ...others.slice(0, shown)].map((column) => (
            <ColumnRow key={column.name} column={column} choices={choices} />
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
