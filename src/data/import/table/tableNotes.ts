/** Notes on a table, for the current choices. */
import { count as counted } from '../../../core/format';
import type { Rows } from '../assemble';
import { collapseNotes, moreColumns, upTo } from '../collapseNotes';
import { limits } from '../limits';
import { readingNotes } from '../numbers/formNotes';
import { scaleNotes } from '../numbers/scaleNotes';
import { sentinelNotes } from '../numbers/sentinels';
import { someOf } from '../readingLines';
import { categoriesOf, numberTexts, writtenInSeveralWays } from './categories';
import { type Cell, type Column, missingAsNumber, strayCells } from './column';
import { reasonToLeaveOut } from './profile';
import type { ColumnProfile, ImportChoices, ImportNote } from './table';
import { unseenIn } from './tableInputs';
import { chosenUse, type OpenTable } from './tablePlan';
import { inAllWays, singleNote } from './target';

const said = ({ text }: Cell, asNumber: boolean, { missingMarks }: Column): string => {
  if (text === '') return 'The cell is empty.';
  if (missingMarks.includes(text)) return `“${text}” counts as missing.`;
  return asNumber ? `“${text}” is not a number.` : `“${text}” says that it is missing.`;
};
const such = (count: number, one: string, more: string): string =>
  count === 1 ? `1 such ${one}` : `${counted(count)} such ${more}`;

/** Number of unusable cells, and the first one. Includes stray texts that the user declared missing. */
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

/** Notes numbers with several spellings: “1” and “1.0” are two categories. */
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

/** Notes categories that occur in test rows only; they are encoded as no category. */
function testOnlyNotes(column: Column, rows: Rows): ImportNote[] {
  const found = categoriesOf(column);
  const unseen = found ? unseenIn(found, rows) : [];
  if (unseen.length === 0) return [];
  const names = someOf(unseen.map((name) => `“${name}”`));
  const text =
    unseen.length === 1
      ? `${names} occurs only in test rows, where it is read as no category.`
      : `${names} occur only in test rows, where they are read as no category.`;
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
  return collapseNotes(constant, (others) => `${counted(others)} more columns have one value each.`);
}

/** Limit of notes on single columns. */
const MOST_NOTES = 12;

/** Notes on the inputs' cells. */
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
 * Notes on the file and on every column, for the current choices.
 * @param rows the split; undefined if the choices are invalid
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
