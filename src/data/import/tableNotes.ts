/** What a person should know of a table as their choices read it. */
import { counted } from '../gunzip';
import { categoriesOf, numberTexts, writtenInSeveralWays } from './categories';
import { type Cell, type Column, missingAsNumber, strayCells } from './column';
import { limits } from './limits';
import { reasonToLeaveOut } from './profile';
import { isFar, scaleOf, toldApart } from './scale';
import { sentinelNotes } from './sentinels';
import type { ColumnProfile, ImportChoices, ImportNote } from './table';
import { chosenUse, type OpenTable } from './tablePlan';
import { inAllWays, singleNote } from './target';

const said = ({ text }: Cell, asNumber: boolean, { missingMarks }: Column): string => {
  if (text === '') return 'The cell is empty.';
  if (missingMarks.includes(text)) return `“${text}” counts as missing.`;
  return asNumber ? `“${text}” is not a number.` : `“${text}” says that it is missing.`;
};
const such = (count: number, one: string, more: string): string =>
  count === 1 ? `1 such ${one}` : `${counted(count)} such ${more}`;

/** Cells that are not what is wanted, and the first of them. Stray texts count where the person said that they are missing. */
interface Bad {
  readonly cells: number;
  readonly first: Cell | undefined;
}

function badCells(column: Column, asNumber: boolean, { textsAreMissing = [] }: ImportChoices): Bad {
  const { missing, firstMissing, firstWord, firstText, name } = column;
  if (!asNumber) return { cells: missing, first: firstMissing };
  const strays = textsAreMissing.includes(name);
  const firsts = [firstMissing, firstWord, strays ? firstText : undefined].filter(
    (cell) => cell !== undefined,
  );
  return {
    cells: missingAsNumber(column) + (strays ? strayCells(column) : 0),
    first: firsts.sort((a, b) => a.row - b.row)[0],
  };
}

/** “1” and “1.0” are two categories: what is written is what counts. */
function writingNotes(column: Column, what: 'categories' | 'classes'): ImportNote[] {
  const [first, ...others] = writtenInSeveralWays(column);
  if (!first) return [];
  const shown = first.slice(0, 3).map((text) => `“${text}”`);
  const more =
    others.length === 0
      ? ''
      : ` ${others.length === 1 ? '1 more number is' : `${counted(others.length)} more numbers are`} written in several ways.`;
  return [
    {
      column: column.name,
      text: `${shown.join(' and ')} are one number, and ${counted(first.length)} ${what}: they are kept as they are written.${more}`,
    },
  ];
}

function inputNote(column: Column, use: 'number' | 'categories', choices: ImportChoices): ImportNote[] {
  const asNumber = use === 'number';
  const { cells, first } = badCells(column, asNumber, choices);
  const notes: ImportNote[] = [];
  if (first && cells < column.numbers.length) {
    const filled = `${such(cells, 'cell is', 'cells are')} filled with the column's mean.`;
    const own = `${such(cells, 'cell becomes', 'cells become')} a category of ${cells === 1 ? 'its' : 'their'} own, “missing”.`;
    notes.push({
      row: first.row,
      column: column.name,
      text: `${said(first, asNumber, column)} ${asNumber ? filled : own}`,
    });
  }
  return asNumber ? notes : [...notes, ...writingNotes(column, 'categories')];
}

function targetNote(column: Column, choices: ImportChoices): ImportNote[] {
  const asNumber = choices.task === 'regression';
  const { cells, first } = badCells(column, asNumber, choices);
  if (!first) return [];
  const text = `${said(first, asNumber, column)} ${such(cells, 'row is', 'rows are')} left out, for the target is missing.`;
  return [{ row: first.row, column: column.name, text }];
}

function classNotes(column: Column, { task }: ImportChoices): ImportNote[] {
  const classes = task === 'classification' ? categoriesOf(column) : undefined;
  if (!classes || classes.names.length > limits.classes) return [];
  const single = singleNote(classes.names, classes.counts);
  return [...(single ? [{ column: column.name, text: single }] : []), ...writingNotes(column, 'classes')];
}

/** What is found once of a column's numbers, whatever is chosen. */
interface Precision {
  readonly different: number;
  /** As they stand. */
  readonly left: number;
  /** As distances from the offset by which the column would be kept. */
  readonly leftOfDistances: number;
  readonly widened: boolean;
}
/** Columns alike are told of one by one up to so many. */
const MOST_ALIKE = 3;

/** Fewer merge by chance where a column has many digits and many rows: no loss that anybody would notice. */
const MOSTLY = 0.9;

const found = new WeakMap<Column, Precision>();

function precisionOf(column: Column): Precision {
  const before = found.get(column);
  if (before) return before;
  const { numbers } = column;
  const all = { size: numbers.length, at: (i: number) => numbers[i]! };
  const { widened, offset } = scaleOf(all, { size: 0, at: all.at });
  const told = toldApart(numbers);
  const distances = offset === 0 ? told : toldApart(numbers.map((value) => value - offset));
  const matters = (left: number): boolean => isFar(numbers) || left < MOSTLY * told.different;
  const precision = {
    different: told.different,
    left: matters(told.left) ? told.left : told.different,
    leftOfDistances: distances.left < MOSTLY * told.different ? distances.left : told.different,
    widened,
  };
  found.set(column, precision);
  return precision;
}

/** Where each column has one offset, and its numbers lie too far apart for one. */
function mergedNotes(columns: readonly Column[]): ImportNote[] {
  return columns.flatMap((column) => {
    const { different, leftOfDistances } = precisionOf(column);
    if (leftOfDistances >= different) return [];
    const way = 'Save the column with less in front, or without the rows that lie apart.';
    return [{ column: column.name, text: `${lossText(leftOfDistances, different)} ${way}` }];
  });
}

const lossText = (left: number, different: number): string =>
  `Single precision, in which networks compute, leaves ${counted(left)} of its ${counted(different)} different numbers.`;

/** Where numbers are read as they stand, or all on one scale. */
function lostNotes(columns: readonly Column[]): ImportNote[] {
  return columns.flatMap((column) => {
    const { different, left, leftOfDistances } = precisionOf(column);
    if (leftOfDistances < different) return mergedNotes([column]);
    if (left >= different) return [];
    const way =
      'Standardise each column by itself, or save the column with less in front: as the time since the first row, for example.';
    return [{ column: column.name, text: `${lossText(left, different)} ${way}` }];
  });
}

function widenedNotes(columns: readonly Column[]): ImportNote[] {
  const near = columns.filter((column) => precisionOf(column).widened);
  const [first] = near;
  if (!first) return [];
  const which = near.length === 1 ? 'It has' : `This and ${counted(near.length - 1)} more columns have`;
  return [
    {
      column: first.name,
      text: `${which} one value in nearly every row: rare values read as 10 standard deviations at most. If the columns are one scale, such as pixels, standardise them all together.`,
    },
  ];
}

function constantNotes(columns: readonly Column[], profiles: readonly ColumnProfile[]): ImportNote[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  const constant = columns.flatMap((column): ImportNote[] => {
    const profile = byName.get(column.name);
    if (!profile || profile.counts.length === 0 || profile.from !== profile.to) return [];
    const ways = inAllWays(profile.from, numberTexts(column));
    return [{ column: column.name, text: `It is ${ways}: nothing can be learnt from it.` }];
  });
  const [first, ...others] = constant;
  if (!first || constant.length <= MOST_ALIKE) return constant;
  return [{ ...first, text: `${first.text} ${counted(others.length)} more columns have one value each.` }];
}

function numberNotes(
  columns: readonly Column[],
  profiles: readonly ColumnProfile[],
  { standardise }: ImportChoices,
): ImportNote[] {
  return [
    ...constantNotes(columns, profiles),
    ...sentinelNotes(columns),
    ...(standardise === true ? [...mergedNotes(columns), ...widenedNotes(columns)] : lostNotes(columns)),
  ];
}

/** Notes on columns that are shown one by one. */
const MOST_NOTES = 12;

/** On the file, and on every column as the choices read it. */
export function notesOf(open: OpenTable, choices: ImportChoices): ImportNote[] {
  const { table, profiles } = open;
  const target = table.columns.find(({ name }) => name === choices.target);
  const asNumbers: Column[] = [];
  const onInputs = table.columns.flatMap((column, j): ImportNote[] => {
    if (column === target) return [];
    const profile = profiles[j]!;
    const use = chosenUse(open, j, choices);
    if (use === 'number') asNumbers.push(column);
    if (use !== 'leave-out') return inputNote(column, use, choices);
    const reason = reasonToLeaveOut(column, profile);
    return reason === undefined ? [] : [{ column: column.name, text: `${reason}: it is left out.` }];
  });
  const onTarget = target ? targetNote(target, choices) : [];
  const onClasses = target ? classNotes(target, choices) : [];
  const more = onInputs.length - MOST_NOTES;
  const others = table.notes.length - MOST_NOTES;
  const rest =
    more > 0 ? [{ text: `${counted(more)} more columns have cells or values such as these.` }] : [];
  const onNumbers = numberNotes(asNumbers, profiles, choices);
  const predicted = target && choices.task === 'regression' ? sentinelNotes([target]) : [];
  return [
    ...table.notes.slice(0, MOST_NOTES),
    ...(others > 0 ? [{ text: `There are ${counted(others)} more notes on the file.` }] : []),
    ...onTarget,
    ...onInputs.slice(0, MOST_NOTES),
    ...onClasses,
    ...[...predicted, ...onNumbers].slice(0, MOST_NOTES),
    ...rest,
  ];
}
