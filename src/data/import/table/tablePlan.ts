/** Plans a table's inputs and target from the choices. */
import { bytesText, count as counted } from '../../../core/format';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import { checkInfiniteClasses, checkStrays } from '../numbers/strays';
import { someOf } from '../readingLines';
import { type Categories, categoriesOf, numberTexts } from './categories';
import type { Cell, Column } from './column';
import type { Table } from './columns';
import { usualUse } from './profile';
import type { ColumnProfile, ColumnUse, ImportChoices } from './table';
import { checkClasses, checkValues, type Target } from './target';

/** One column as inputs. */
export type InputPlan =
  | { readonly use: 'number'; readonly column: Column }
  | { readonly use: 'categories'; readonly column: Column; readonly categories: Categories };

/** A table, its file, and its column profiles. */
export interface OpenTable {
  readonly file: string;
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
}

export interface TablePlan {
  readonly inputs: readonly InputPlan[];
  readonly target: Target;
  readonly targetName: string;
  /** For messages: "bean-sizes.csv, column Class". */
  readonly where: string;
}

/** Number of inputs of a column: one, or one per category plus one for missing cells. */
const widthOf = (plan: InputPlan): number =>
  plan.use === 'number' ? 1 : plan.categories.names.length + Number(plan.column.missing > 0);

const placeOfTarget = ({ file, table }: OpenTable, { target }: ImportChoices): number => {
  const place = table.columns.findIndex(({ name }) => name === target);
  if (place >= 0) return place;
  throw new DataProblem(
    'The target is not a column of this table.',
    `${file} has no column ${target === undefined ? 'chosen as the target' : `“${target}”`}. Choose one of ${someOf(table.columns.map(({ name }) => name))}.`,
  );
};

export function chosenUse({ table, profiles }: OpenTable, j: number, { uses }: ImportChoices): ColumnUse {
  const column = table.columns[j]!;
  const chosen = Object.hasOwn(uses, column.name) ? uses[column.name] : undefined;
  return chosen ?? usualUse(column, profiles[j]!);
}

function planInput(
  file: string,
  column: Column,
  use: 'number' | 'categories',
  { textsAreMissing }: ImportChoices,
): InputPlan {
  if (use === 'number') {
    if (column.mixedUnits) checkStrays(file, column, textsAreMissing);
    if (column.missing + column.textCells < column.numbers.length) {
      checkStrays(file, column, textsAreMissing);
      return { use, column };
    }
    const { row, text } = (column.firstText ?? column.firstWord ?? column.firstMissing) as Cell;
    throw new DataProblem(
      'A column that is read as numbers contains none.',
      `${file}, row ${counted(row)}, column ${column.name}: ${text === '' ? 'the cell is empty' : `“${text}” is not a number`}, and no other cell is one. ${categoriesOf(column) ? 'Read it as categories, or leave it out' : 'Leave it out'}.`,
    );
  }
  const categories = categoriesOf(column);
  if (categories) return { use, column, categories };
  throw new DataProblem(
    'A column has too many categories.',
    `${file}, column ${column.name} has more than ${counted(limits.categories)} different values; each would become an input of its own. ${column.missing + column.textCells < column.numbers.length ? 'Read it as a number, or leave it out' : 'Leave it out'}.`,
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
    'The data set would be too large.',
    `${file}: ${counted(rows)} rows × ${counted(width)} inputs are ${bytesText(bytes)}; ${counted(limits.inputs)} inputs and 1 GB are the limit. Leave out columns with many categories.`,
  );
}

function planTarget(file: string, column: Column, { task, textsAreMissing }: ImportChoices): Target {
  const where = `${file}, column ${column.name}`;
  if (task === 'regression') {
    checkValues(where, column.numbers, numberTexts(column));
    checkStrays(file, column, textsAreMissing, 'target');
    return { kind: 'values', outputs: 1, values: column.numbers };
  }
  checkInfiniteClasses(file, column);
  const found = categoriesOf(column);
  checkClasses(where, found?.names, column.markCells);
  const { names, places, counts } = found as Categories;
  return { kind: 'classes', names, labels: places(), counts };
}

/** @throws {DataProblem} if the choices are invalid */
export function planTable(open: OpenTable, choices: ImportChoices): TablePlan {
  const { file, table } = open;
  const place = placeOfTarget(open, choices);
  const column = table.columns[place]!;
  const where = `${file}, column ${column.name}`;
  const target = planTarget(file, column, choices);
  const inputs = table.columns.flatMap((input, j) => {
    const use = j === place ? 'leave-out' : chosenUse(open, j, choices);
    return use === 'leave-out' ? [] : [planInput(file, input, use, choices)];
  });
  const width = inputs.reduce((sum, input) => sum + widthOf(input), 0);
  checkSize(file, table.rows, width);
  return { inputs, target, targetName: column.name, where };
}
