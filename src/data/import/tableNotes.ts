/** What a person should know of a table as their choices read it. */
import { count as counted } from '../../core/format';
import { moreColumns, toldTogether, upTo } from './alike';
import type { Rows } from './assemble';
import { categoriesOf, numberTexts, writtenInSeveralWays } from './categories';
import { type Cell, type Column, missingAsNumber, strayCells } from './column';
import { readingNotes } from './formNotes';
import { limits } from './limits';
import { losesSome, lossText, type Precision, precisionOf, scaleIn, toldAsDistances } from './precision';
import { reasonToLeaveOut } from './profile';
import { type Scale, UNSEEN } from './scale';
import { sentinelNotes } from './sentinels';
import type { ColumnProfile, ImportChoices, ImportNote } from './table';
import { unseenIn } from './tableInputs';
import { chosenUse, type OpenTable } from './tablePlan';
import { inAllWays, singleNote } from './target';
import { someOf } from './understood';

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

/** What the rows for testing have besides is read as no category. */
function testOnlyNotes(column: Column, rows: Rows): ImportNote[] {
  const found = categoriesOf(column);
  const unseen = found ? unseenIn(found, rows) : [];
  if (unseen.length === 0) return [];
  const names = someOf(unseen.map((name) => `“${name}”`));
  const text =
    unseen.length === 1
      ? `${names} stands only in rows kept for testing: there it reads as no category.`
      : `${names} stand only in rows kept for testing: there they read as no category.`;
  return [{ column: column.name, text }];
}

function inputNote(
  column: Column,
  use: 'number' | 'categories',
  choices: ImportChoices,
  rows: Rows | undefined,
): ImportNote[] {
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
  if (asNumber) return notes;
  return [...notes, ...writingNotes(column, 'categories'), ...(rows ? testOnlyNotes(column, rows) : [])];
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

type Scales = ReadonlyMap<Column, Scale>;

const before = new WeakMap<Column, Precision>();

function precisionIn(column: Column): Precision {
  const found = before.get(column) ?? precisionOf(column.numbers);
  before.set(column, found);
  return found;
}

/** Of each column that is standardised by itself: its numbers may lie too far apart for one offset. */
function mergedNotes(columns: readonly Column[], scales: Scales): ImportNote[] {
  return columns.flatMap((column) => {
    const told = toldAsDistances(column.numbers, precisionIn(column), scales.get(column)!);
    if (!losesSome(told)) return [];
    const way = 'Save the column with less in front, or without the rows that lie apart.';
    return [{ column: column.name, text: `${lossText(told, 'its')}. ${way}` }];
  });
}

/** Where numbers are read as they stand, or all on one scale. */
function lostNotes(columns: readonly Column[], scales: Scales): ImportNote[] {
  return columns.flatMap((column) => {
    const told = precisionIn(column).standing;
    if (!losesSome(told)) return [];
    // No advice that would not help.
    const merged = mergedNotes([column], scales);
    if (merged.length > 0) return merged;
    const way =
      'Standardise each column by itself, or save the column with less in front: as the time since the first row, for example.';
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
      text: `${which} one value in nearly every row: rare values read as 10 standard deviations at most. If the columns are one scale, such as pixels, standardise them all together.`,
    },
  ];
}

/** Constant in the rows for training, and not in those for testing. */
function unseenNotes(columns: readonly Column[], { test }: Rows, scales: Scales): readonly ImportNote[] {
  const notes = columns.flatMap((column): ImportNote[] => {
    const { deviation, mean, offset } = scales.get(column)!;
    const value = mean + offset;
    const { numbers } = column;
    const differs = test.some((row) => !Number.isNaN(numbers[row]) && numbers[row] !== value);
    if (deviation !== UNSEEN || !differs) return [];
    const text = `It is ${value} in every row for training: nothing can be learnt from it, and the test's other values read as that one.`;
    return [{ column: column.name, text }];
  });
  return toldTogether(notes, (others) => `${counted(others)} more columns are so.`);
}

/** On what is standardised, by the rows that are trained on. */
function scaleNotes(
  columns: readonly Column[],
  rows: Rows,
  standardise: ImportChoices['standardise'],
): readonly ImportNote[] {
  const scales = new Map(columns.map((column) => [column, scaleIn(column.numbers, rows)]));
  const lost = standardise === true ? mergedNotes(columns, scales) : lostNotes(columns, scales);
  return [
    ...toldTogether(lost, (others) => `${counted(others)} more columns lose some, too.`),
    ...(standardise === true
      ? [...widenedNotes(columns, scales), ...unseenNotes(columns, rows, scales)]
      : []),
  ];
}

function constantNotes(
  columns: readonly Column[],
  profiles: readonly ColumnProfile[],
): readonly ImportNote[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  const constant = columns.flatMap((column): ImportNote[] => {
    const profile = byName.get(column.name);
    if (!profile || profile.counts.length === 0 || profile.from !== profile.to) return [];
    const ways = inAllWays(profile.from, numberTexts(column));
    return [{ column: column.name, text: `It is ${ways}: nothing can be learnt from it.` }];
  });
  return toldTogether(constant, (others) => `${counted(others)} more columns have one value each.`);
}

/** Notes on columns that are shown one by one. */
const MOST_NOTES = 12;

/** What becomes of the inputs' cells. */
function inputNotes(open: OpenTable, choices: ImportChoices, rows: Rows | undefined): readonly ImportNote[] {
  const { table, profiles } = open;
  return table.columns.flatMap((column, j): ImportNote[] => {
    if (column.name === choices.target) return [];
    const use = chosenUse(open, j, choices);
    if (use !== 'leave-out') return inputNote(column, use, choices, rows);
    const reason = reasonToLeaveOut(column, profiles[j]!);
    return reason === undefined ? [] : [{ column: column.name, text: `${reason}: it is left out.` }];
  });
}

/**
 * On the file, and on every column as the choices read it.
 * @param rows as the choices split them; undefined where they lead nowhere, and nothing is standardised
 */
export function notesOf(open: OpenTable, choices: ImportChoices, rows: Rows | undefined): ImportNote[] {
  const { table, profiles } = open;
  const { target: name, task, standardise } = choices;
  const target = table.columns.find((column) => column.name === name);
  const inputs = table.columns.filter(
    (column, j) => column !== target && chosenUse(open, j, choices) === 'number',
  );
  const predicted = target && task === 'regression' ? [target] : [];
  const columns = [...inputs, ...predicted];
  const onFile = [...table.notes, ...readingNotes({ columns, target }, table.numbers)];
  const onNumbers = [
    ...sentinelNotes(predicted),
    ...constantNotes(inputs, profiles),
    ...sentinelNotes(inputs),
    ...(rows ? scaleNotes(inputs, rows, standardise) : []),
  ];
  return [
    ...upTo(MOST_NOTES, onFile, (n) =>
      n === 1 ? 'There is 1 more note on the file.' : `There are ${counted(n)} more notes on the file.`,
    ),
    ...(target ? targetNote(target, choices) : []),
    ...upTo(
      MOST_NOTES,
      inputNotes(open, choices, rows),
      (n) => `${moreColumns(n)} ${n === 1 ? 'has' : 'have'} cells or values such as these.`,
    ),
    ...(target ? classNotes(target, choices) : []),
    ...upTo(MOST_NOTES, onNumbers, (n) =>
      n === 1 ? 'There is 1 more note on numbers.' : `There are ${counted(n)} more notes on numbers.`,
    ),
  ];
}
