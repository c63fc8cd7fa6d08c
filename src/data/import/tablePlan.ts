/** What choices make of a table: its inputs, its target, and what the person should know of them. */
import { counted } from '../gunzip';
import { DataProblem } from '../spec';
import { type Categories, type Cell, type Column, categoriesOf } from './column';
import type { Table } from './columns';
import { limits } from './limits';
import { reasonToLeaveOut, usualUse } from './profile';
import type { ColumnProfile, ColumnUse, ImportChoices, ImportNote } from './table';
import { checkClasses, checkValues, singleNote, type Target } from './target';

/** One column as inputs. */
export type InputPlan =
  | { readonly use: 'number'; readonly column: Column }
  | { readonly use: 'categories'; readonly column: Column; readonly categories: Categories };

/** A table, the file it came from, and how its columns look. */
export interface OpenTable {
  readonly file: string;
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
}

export interface TablePlan {
  readonly inputs: readonly InputPlan[];
  /** n_0 */
  readonly width: number;
  readonly target: Target;
  readonly targetName: string;
  /** For messages: "bean-sizes.csv, column Class". */
  readonly where: string;
}

/** Inputs that a column becomes: one, or one for each category and one more where cells are missing. */
export const widthOf = (plan: InputPlan): number =>
  plan.use === 'number' ? 1 : plan.categories.names.length + Number(plan.column.missing > 0);

export function namesOf(plan: InputPlan): string[] {
  const { name, missing } = plan.column;
  if (plan.use === 'number') return [name];
  const names = missing > 0 ? [...plan.categories.names, 'missing'] : plan.categories.names;
  return names.map((category) => `${name} = ${category}`);
}

const placeOfTarget = ({ file, table }: OpenTable, { target }: ImportChoices): number => {
  const place = table.columns.findIndex(({ name }) => name === target);
  if (place >= 0) return place;
  throw new DataProblem(
    'The target is no column of this table.',
    `${file} has no column ${target === undefined ? 'chosen as the target' : `“${target}”`}. Choose one of ${table.columns
      .slice(0, 10)
      .map(({ name }) => name)
      .join(', ')}.`,
  );
};

function chosenUse({ table, profiles }: OpenTable, j: number, { uses }: ImportChoices): ColumnUse {
  const column = table.columns[j]!;
  const chosen = Object.hasOwn(uses, column.name) ? uses[column.name] : undefined;
  return chosen ?? usualUse(column, profiles[j]!);
}

function planInput(file: string, column: Column, use: 'number' | 'categories'): InputPlan {
  if (use === 'number') {
    if (column.missing + column.textCells < column.numbers.length) return { use, column };
    const { row, text } = (column.firstText ?? column.firstMissing) as Cell;
    throw new DataProblem(
      'A column that is read as numbers holds none.',
      `${file}, row ${counted(row)}, column ${column.name}: ${text === '' ? 'the cell is empty' : `“${text}” is not a number`}, and no other cell is one. Read it as categories, or leave it out.`,
    );
  }
  const categories = categoriesOf(column);
  if (categories) return { use, column, categories };
  throw new DataProblem(
    'A column has too many categories.',
    `${file}, column ${column.name} has more than ${counted(limits.categories)} different values; each would become an input of its own. Read it as a number, or leave it out.`,
  );
}

function checkSize(file: string, rows: number, width: number): void {
  if (width === 0) {
    throw new DataProblem(
      'No column is left as an input.',
      `${file}: all but the target are left out. Read at least one as a number or as categories.`,
    );
  }
  const bytes = rows * width * Float32Array.BYTES_PER_ELEMENT;
  if (width <= limits.inputs && bytes <= limits.inputBytes) return;
  throw new DataProblem(
    'This would be too large.',
    `${file}: ${counted(rows)} rows × ${counted(width)} inputs are ${(bytes / 1e9).toFixed(1)} GB; ${counted(limits.inputs)} inputs and 1 GB are the most. Leave out columns with many categories.`,
  );
}

function planTarget(where: string, column: Column, { task }: ImportChoices): Target {
  if (task === 'regression') {
    checkValues(where, column.numbers);
    return { kind: 'values', outputs: 1, values: column.numbers };
  }
  const found = categoriesOf(column);
  checkClasses(where, found?.names);
  const { names, places, counts } = found as Categories;
  return { kind: 'classes', names, labels: places(), counts };
}

/** @throws {DataProblem} where the choices cannot be carried out */
export function planTable(open: OpenTable, choices: ImportChoices): TablePlan {
  const { file, table } = open;
  const place = placeOfTarget(open, choices);
  const column = table.columns[place]!;
  const where = `${file}, column ${column.name}`;
  const target = planTarget(where, column, choices);
  const inputs = table.columns.flatMap((input, j) => {
    const use = j === place ? 'leave-out' : chosenUse(open, j, choices);
    return use === 'leave-out' ? [] : [planInput(file, input, use)];
  });
  const width = inputs.reduce((sum, input) => sum + widthOf(input), 0);
  checkSize(file, table.rows, width);
  return { inputs, width, target, targetName: column.name, where };
}

const said = ({ text }: Cell, asNumber: boolean): string => {
  if (text === '') return 'The cell is empty.';
  return asNumber ? `“${text}” is not a number.` : `“${text}” says that it is missing.`;
};
const such = (count: number, one: string, more: string): string =>
  count === 1 ? `1 such ${one}` : `${counted(count)} such ${more}`;

/** The first of the cells that are not what is wanted. */
function firstBad({ firstMissing, firstText }: Column, texts: boolean): Cell | undefined {
  if (!texts || !firstText) return firstMissing;
  return firstMissing && firstMissing.row < firstText.row ? firstMissing : firstText;
}

function inputNote(
  column: Column,
  { from, to, counts }: ColumnProfile,
  use: 'number' | 'categories',
): ImportNote[] {
  const asNumber = use === 'number';
  const bad = column.missing + (asNumber ? column.textCells : 0);
  const first = firstBad(column, asNumber);
  const notes: ImportNote[] = [];
  if (first && bad < column.numbers.length) {
    const filled = `${such(bad, 'cell is', 'cells are')} filled with the column's mean.`;
    const own = `${such(bad, 'cell becomes', 'cells become')} a category of ${bad === 1 ? 'its' : 'their'} own, “missing”.`;
    notes.push({
      row: first.row,
      column: column.name,
      text: `${said(first, asNumber)} ${asNumber ? filled : own}`,
    });
  }
  if (asNumber && counts.length > 0 && from === to)
    notes.push({ column: column.name, text: `It is ${from} in every row: nothing can be learnt from it.` });
  return notes;
}

function targetNote(column: Column, task: ImportChoices['task']): ImportNote[] {
  const asNumber = task === 'regression';
  const bad = column.missing + (asNumber ? column.textCells : 0);
  const first = firstBad(column, asNumber);
  if (!first) return [];
  const text = `${said(first, asNumber)} ${such(bad, 'row is', 'rows are')} left out, for the target is missing.`;
  return [{ row: first.row, column: column.name, text }];
}

function classNotes(column: Column, { task }: ImportChoices): ImportNote[] {
  const classes = task === 'classification' ? categoriesOf(column) : undefined;
  const text = classes && classes.names.length <= limits.classes && singleNote(classes.names, classes.counts);
  return text ? [{ column: column.name, text }] : [];
}

/** Notes on columns that are shown one by one. */
const MOST_NOTES = 12;

/** On the file, and on every column as the choices read it. */
export function notesOf(open: OpenTable, choices: ImportChoices): ImportNote[] {
  const { table, profiles } = open;
  const target = table.columns.find(({ name }) => name === choices.target);
  const onInputs = table.columns.flatMap((column, j): ImportNote[] => {
    if (column === target) return [];
    const profile = profiles[j]!;
    const use = chosenUse(open, j, choices);
    if (use !== 'leave-out') return inputNote(column, profile, use);
    const reason = reasonToLeaveOut(column, profile);
    return reason === undefined ? [] : [{ column: column.name, text: `It ${reason}: it is left out.` }];
  });
  const notes = target
    ? [...targetNote(target, choices.task), ...onInputs.slice(0, MOST_NOTES), ...classNotes(target, choices)]
    : onInputs.slice(0, MOST_NOTES);
  const more = onInputs.length - MOST_NOTES;
  const rest =
    more > 0 ? [{ text: `${counted(more)} more columns have cells or values such as these.` }] : [];
  return [...table.notes.slice(0, MOST_NOTES), ...notes, ...rest];
}
