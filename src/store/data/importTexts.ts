/** Text fields of the import preview: parsing, validation and display. */
import { fileValue } from '../../core/format';
import type { Decisions } from '../../data/import/decisions';
import { listedIn, listText } from '../../data/import/numbers/marks';
import type { FileProfile, ImportChoices, ReadOptions } from '../../data/import/table/table';
import { integerOf, numberOf } from '../../experiment/fields/field';

export type ImportText = 'name' | 'testShare' | 'splitSeed';
/** Fields that change how the file is read; a new value rereads it. */
export type ReadingText = 'skipRows' | 'missing' | 'notMissing';

const markFields = { missing: 'Missing marks', notMissing: 'Not missing' } as const;
const isMarks = (key: string): key is keyof typeof markFields => Object.hasOwn(markFields, key);

type Read<T> = { readonly value: T } | { readonly problem: string };

export function readImportText(key: ImportText, text: string): Read<Partial<Decisions>> {
  const trimmed = text.trim();
  const value = key === 'testShare' ? numberOf(trimmed.replace(/\s*%$/, '')) : integerOf(trimmed);
  if (key === 'name')
    return trimmed === '' || trimmed.length > 60
      ? { problem: 'Name: enter 1 to 60 characters.' }
      : { value: { name: trimmed } };
  if (key === 'testShare')
    return value >= 1 && value <= 90
      ? { value: { testShare: value / 100 } }
      : { problem: `Keep for testing: “${text}” must be a number from 1 to 90 (percent).` };
  return value >= 0 && value <= 0xffff_ffff
    ? { value: { splitSeed: value } }
    : { problem: `Seed: “${text}” must be a whole number from 0 to ${0xffff_ffff}.` };
}

/** Empty text: detected from the file. */
export function readReadingText(key: ReadingText, text: string): Read<ReadOptions> {
  const trimmed = text.trim();
  if (trimmed === '') return { value: {} };
  const rows = integerOf(trimmed);
  if (key === 'skipRows')
    return rows >= 0 && rows < 1e9
      ? { value: { skipRows: rows } }
      : { problem: `Skip rows: “${text}” must be a whole number from 0.` };
  const marks = listedIn(text);
  if (marks === undefined)
    return {
      problem: `${markFields[key]}: in “${text}” a quotation mark is not closed. Example: -200, "1,5".`,
    };
  return { value: marks.length > 0 ? { [key]: marks } : {} };
}

/** The value in effect, shown while nothing is typed. */
export function textOf(
  key: ImportText | ReadingText,
  choices: ImportChoices | undefined,
  options: ReadOptions,
  profile: Pick<FileProfile, 'skipRows'> | undefined,
): string {
  if (isMarks(key)) return listText(options[key] ?? []);
  if (key === 'skipRows') return String(options.skipRows ?? profile?.skipRows ?? '');
  if (choices === undefined) return '';
  return String(key === 'testShare' ? fileValue(100 * choices.testShare) : choices[key]);
}
