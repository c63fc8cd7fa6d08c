/** Summarises how a file is read, line by line, for the preview and the command line. */
import { count } from '../../core/format';
import { delimiters, type FileProfile, type ImportChoices } from './table/table';

export interface ReadingLine {
  /** "decimal mark" */
  readonly what: string;
  /** "comma" */
  readonly text: string;
}

const MOST_NAMES = 8;

/** "a, b and 3 more" */
export function someOf(names: readonly string[]): string {
  if (names.length <= MOST_NAMES + 1) return names.join(', ');
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${count(names.length - MOST_NAMES)} more`;
}

function targetText({ columns, labels }: FileProfile, { target, task }: ImportChoices): string | undefined {
  const column = columns.find(({ name }) => name === target);
  const name = column?.name ?? labels;
  if (name === undefined) return undefined;
  if (task === 'regression') return `${name}, a number`;
  if (column === undefined) return `${name}, classes`;
  const { categories, distinct } = column;
  const texts = categories.map(({ text }) => text);
  if (!Number.isFinite(distinct)) return `${name}, classes`;
  const all = distinct === texts.length ? texts : [...texts, '…'];
  return `${name}, ${distinct} classes (${all.join(', ')})`;
}

const places = ['none', 'first row', 'first two rows', 'first three rows'] as const;

function headerText({ header, headerRows = header ? 1 : 0, skipRows = 0 }: FileProfile): string {
  const text = places[headerRows] ?? `${headerRows} rows`;
  if (skipRows === 0) return text;
  if (skipRows === 1) return `${text}; 1 row above the table is skipped`;
  return `${text}; ${skipRows} rows above the table are skipped, including blank ones`;
}

/** Lists missing-value marks; an empty cell is shown in words. */
export function marksText(marks: readonly string[]): string {
  const shown = marks.map((mark) => (mark.trim() === '' ? 'empty cells' : mark));
  return shown.length === 0 ? 'none found' : someOf(shown);
}

/** Undefined for the default, each input separately. */
function scaleText({ standardise }: ImportChoices): string | undefined {
  if (standardise === true) return undefined;
  return standardise === 'together' ? 'all inputs together, with one mean and deviation' : 'no';
}

/** Target, header, separator, decimal mark, missing-value marks, excluded columns, and a scaling other than the default. */
export function readingLines(profile: FileProfile, choices: ImportChoices): readonly ReadingLine[] {
  const { columns, header, delimiter, decimal, quotes, missingMarks } = profile;
  const leftOut = columns.map(({ name }) => name).filter((name) => choices.uses[name] === 'leave-out');
  const lines: (readonly [string, string | undefined])[] = [
    ['target', targetText(profile, choices)],
    ['header', header === undefined ? undefined : headerText(profile)],
    ['separator', delimiter && delimiters[delimiter]],
    ['decimal mark', decimal],
    ['quotation marks', quotes === false ? 'ordinary characters' : undefined],
    ['missing marks', missingMarks && marksText(missingMarks)],
    ['left out', columns.length === 0 ? undefined : leftOut.length === 0 ? 'no column' : someOf(leftOut)],
    ['standardised', scaleText(choices)],
  ];
  return lines.flatMap(([what, text]) => (text === undefined ? [] : [{ what, text }]));
}
