/** Notes on numbers that are not plain digits with a decimal point. */
import { count as counted } from '../../../core/format';
import { collapseNotes, moreColumns } from '../collapseNotes';
import { limits } from '../limits';
import { categoriesOf } from '../table/categories';
import type { Column, Form, Some } from '../table/column';
import type { NumberReading } from '../table/columns';
import type { ImportNote } from '../table/table';
import { asCellsOf, isOpen, otherMark } from './grammar';
import { inAscii, readNumber } from './numberText';

/** Numeric columns, and which of them is the target, if any. */
export interface ReadAsNumbers {
  readonly columns: readonly Column[];
  readonly target: Column | undefined;
}

const formText = {
  comma: (text: string) => `“${text}” is read as a number with a decimal comma`,
  thousands: (text: string, value: number) =>
    `“${text}” is read as ${value}, with ${between(text)} as thousands separators`,
  minus: (text: string, value: number) => `“${text}” is read as ${value}`,
  fortran: (text: string, value: number) => `“${text}” is read as ${value}`,
  unit: (text: string, value: number) => `“${text}” is read as ${value}`,
  zeros: (text: string, value: number) => `“${text}” is read as the number ${value}`,
  digits: (text: string, value: number) =>
    `“${text}” has more digits than double precision holds, and is read as ${BigInt(value)}`,
} as const;

const names: Readonly<Record<string, string>> = { ',': 'commas', '.': 'points', "'": 'apostrophes' };

/** The first thousands separator: the blank in “2 044,32”. */
export function between(text: string): string {
  const mark = /\d(\D)\d{3}(?!\d)/.exec(inAscii(text))?.[1] ?? '';
  return names[mark] ?? 'spaces';
}

/** Advice for numbers that may be codes. */
function wayForCodes(column: Column, target: Column | undefined): string {
  const found = categoriesOf(column)?.names.length ?? Number.POSITIVE_INFINITY;
  if (column === target) return found <= limits.classes ? 'choose classification' : 'choose another target';
  return found <= limits.categories ? 'read the column as categories' : 'leave the column out';
}

function formNote(
  column: Column,
  form: Form,
  { first, cells }: Some,
  target: Column | undefined,
): ImportNote {
  const { name, unit, decimal, numbers } = column;
  const value = readNumber(first.text, decimal)?.value ?? Number.NaN;
  const all = cells === numbers.length ? 'all' : counted(cells);
  const alike =
    form === 'unit'
      ? `; the unit of ${all} cells is ${unit}`
      : `; ${counted(cells)} ${cells === 1 ? 'cell is' : 'cells are'} written like this`;
  const codes = form === 'zeros' || form === 'digits';
  const way = codes ? ` If it is a code, ${wayForCodes(column, target)}.` : '';
  return {
    row: first.row,
    column: name,
    text: `${formText[form](first.text, value)}${alike}.${way}`,
  };
}

function formNotes({ columns, target }: ReadAsNumbers): ImportNote[] {
  const groups = new Map<string, ImportNote[]>();
  for (const column of columns)
    for (const [form, some] of column.forms) {
      if (form === 'unit' && column.unit === '') continue;
      const kind = form === 'unit' ? `unit ${column.unit}` : form;
      const note = formNote(column, form, some, target);
      groups.set(kind, [...(groups.get(kind) ?? []), note]);
    }
  return [...groups.values()].flatMap((notes) =>
    collapseNotes(notes, (others) => `${counted(others)} more columns have such cells.`),
  );
}

/** Notes on an ambiguous decimal mark: the assumption, and the alternative. */
function openNotes(columns: readonly Column[]): ImportNote[] {
  const [open, ...others] = columns.filter(isOpen);
  if (!open) return [];
  const { first, cells } = open.marks.either!;
  const [value, otherwise] = [open.decimal, otherMark(open.decimal)].map(
    (mark) => readNumber(first.text, mark)?.value,
  );
  const also = others.length === 0 ? '' : `, and such cells of ${moreColumns(others.length)}`;
  return [
    {
      row: first.row,
      column: open.name,
      text: `“${first.text}” is read as ${value}, ${asCellsOf(cells, open.name)}${also}; with a decimal ${otherMark(open.decimal)} it would be ${otherwise}. The file does not tell which is right.`,
    },
  ];
}

/** Notes on columns with another decimal mark than the rest of the file. */
function unlikeNotes(columns: readonly Column[], { decimal }: NumberReading): readonly ImportNote[] {
  const notes = columns.flatMap((column): ImportNote[] => {
    const own = column.marks[otherMark(decimal)];
    if (column.decimal === decimal || !own || column.decimal === 'comma') return [];
    const text = `“${own.first.text}” is read with a decimal ${column.decimal}, unlike other columns of the file.`;
    return [{ row: own.first.row, column: column.name, text }];
  });
  return collapseNotes(notes, (others) => `${counted(others)} more columns are read so.`);
}

/** Notes on declared marks that no cell has, perhaps because of a typing error. */
function unmetNotes({ unmet }: NumberReading): readonly ImportNote[] {
  return unmet.map(({ mark, as }) => ({ text: `“${mark}” is declared as ${as}, but no cell holds it.` }));
}

/** @param read columns that are read as numbers */
export const readingNotes = (read: ReadAsNumbers, reading: NumberReading): readonly ImportNote[] => [
  ...unmetNotes(reading),
  ...(reading.undecided ? openNotes(read.columns) : []),
  ...formNotes(read),
  ...unlikeNotes(read.columns, reading),
];
