/** Notes on numeric columns that lose information through standardisation or single precision. */
import { count as counted } from '../../../core/format';
import type { Rows } from '../assemble';
import { collapseNotes, moreColumns } from '../collapseNotes';
import type { Column } from '../table/column';
import type { ImportChoices, ImportNote } from '../table/table';
import { distinctDistances, losesSome, lossText, type Precision, precisionOf, scaleIn } from './precision';
import { type Scale, UNSEEN } from './scale';

type Scales = ReadonlyMap<Column, Scale>;

const before = new WeakMap<Column, Precision>();

function precisionIn(column: Column): Precision {
  const found = before.get(column) ?? precisionOf(column.numbers);
  before.set(column, found);
  return found;
}

/** For separately standardised columns, whose numbers may be too far apart for one offset. */
function mergedNotes(columns: readonly Column[], scales: Scales): ImportNote[] {
  return columns.flatMap((column) => {
    const told = distinctDistances(column.numbers, precisionIn(column), scales.get(column)!);
    if (!losesSome(told)) return [];
    const way = 'Subtract an offset from the column before saving, or remove outlying rows.';
    return [{ column: column.name, text: `${lossText(told, 'its')}. ${way}` }];
  });
}

/** For columns that are not standardised, or all together. */
function lostNotes(columns: readonly Column[], scales: Scales): ImportNote[] {
  return columns.flatMap((column) => {
    const told = precisionIn(column).unscaled;
    if (!losesSome(told)) return [];
    // Do not advise what would not help.
    const merged = mergedNotes([column], scales);
    if (merged.length > 0) return merged;
    const way =
      'Standardise each column separately, or subtract an offset before saving: use the time since the first row, for example.';
    return [{ column: column.name, text: `${lossText(told, 'its')}. ${way}` }];
  });
}

function widenedNotes(columns: readonly Column[], scales: Scales): ImportNote[] {
  const near = columns.filter((column) => scales.get(column)!.widened);
  const [first] = near;
  if (!first) return [];
  const which = near.length === 1 ? 'It has' : `This and ${moreColumns(near.length - 1)} have`;
  return [
    {
      column: first.name,
      text: `${which} one value in nearly every row: rare values are limited to 10 standard deviations. If the columns are one scale, such as pixels, standardise them all together.`,
    },
  ];
}

/** Columns that are constant or missing in the training rows, and different in the test rows. */
function unseenNotes(
  columns: readonly Column[],
  { train, test }: Rows,
  scales: Scales,
): readonly ImportNote[] {
  const notes = columns.flatMap((column): ImportNote[] => {
    const { name, numbers } = column;
    const isThere = (row: number) => !Number.isNaN(numbers[row]);
    const first = train.find(isThere);
    // The mean would be rounded to single precision.
    const value = first === undefined ? undefined : numbers[first];
    const differs = test.some((row) => isThere(row) && numbers[row] !== value);
    if (scales.get(column)!.deviation !== UNSEEN || !differs) return [];
    const text =
      value === undefined
        ? "No row for training has a number there: nothing can be learnt from it, and the test's numbers read as missing cells do."
        : `It is ${value} in every row for training: nothing can be learnt from it, and the test's other values read as that one.`;
    return [{ column: name, text }];
  });
  return collapseNotes(notes, (others) => `${counted(others)} more columns are so.`);
}

/** By the training rows. @param columns those read as numbers */
export function scaleNotes(
  columns: readonly Column[],
  rows: Rows,
  standardise: ImportChoices['standardise'],
): readonly ImportNote[] {
  const scales = new Map(columns.map((column) => [column, scaleIn(column.numbers, rows)]));
  const lost = standardise === true ? mergedNotes(columns, scales) : lostNotes(columns, scales);
  return [
    ...collapseNotes(lost, (others) => `${counted(others)} more columns lose some, too.`),
    ...(standardise === true
      ? [...widenedNotes(columns, scales), ...unseenNotes(columns, rows, scales)]
      : []),
  ];
}
