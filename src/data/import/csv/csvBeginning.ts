/** Candidate layouts from the beginning of a CSV, or what is wrong with it. */
import { count as counted } from '../../../core/format';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import type { SourceFile } from '../source';
import { delimiters, type ReadOptions } from '../table/table';
import { linesIn } from './csvExcerpt';
import { raggedProblem } from './csvFilter';
import type { Fit } from './csvFit';
import { type Layout, layoutsOf } from './csvLayout';
import { openingOf } from './csvOpening';
import { endlessRow, nulProblem, quoteProblem } from './csvRows';
import { type Encoding, textsOf } from './csvText';

/** Number of characters by which the layout is judged. */
const SAMPLE = 2 ** 18;
/** Truncates to complete rows. */
const wholeRows = (text: string): string => text.slice(0, text.lastIndexOf('\n') + 1);

/** The first `SAMPLE` characters. */
async function beginningOf(file: SourceFile, encoding: Encoding): Promise<{ text: string; whole: boolean }> {
  let text = '';
  for await (const piece of textsOf(file, encoding, () => {})) {
    text += piece;
    const line = text.length >= SAMPLE && text.includes('\n');
    if (line) return { text: wholeRows(text), whole: false };
    if (text.length > limits.rowLength) throw endlessRow(file.name, 1);
  }
  return { text, whole: true };
}

const separated = (marks: readonly string[]): string => {
  const names = marks.map((mark) => (mark < ' ' ? `the character ${mark.charCodeAt(0)}` : `“${mark}”`));
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names.join('');
};

/** Characters that occur equally often in each of the first rows: possible unusual delimiters. */
function unusualMarks(text: string): string[] {
  const lines = text.split('\n', 50).filter((line) => line.trim() !== '');
  const [first = '', ...others] = lines;
  const marks = new Set(first.match(/[^\p{L}\p{N}\s"'.,;|:^~+-]/gu));
  const count = (line: string, mark: string): number => line.split(mark).length;
  return others.length === 0
    ? []
    : [...marks]
        .filter((mark) => others.every((line) => count(line, mark) === count(first, mark)))
        .slice(0, 3);
}

function checkRows(file: string, text: string, best: Fit | undefined, options: ReadOptions): Fit {
  const { delimiter = ',', header } = options;
  if (best !== undefined) {
    if (best.width > limits.columns) {
      throw new DataProblem(
        'This table has too many columns.',
        `${file} has ${counted(best.width)} columns; ${counted(limits.columns)} are the most. Save the numbers as a .npy matrix with its labels in a second .npy file instead.`,
      );
    }
    return best;
  }
  if (text.slice(openingOf(text, options).length).trim() === '')
    throw new DataProblem(
      'This file contains no rows.',
      options.skipRows
        ? `${file} has nothing below the ${counted(options.skipRows)} skipped rows. Skip fewer rows.`
        : `${file} has nothing but blank lines.`,
    );
  const marks = unusualMarks(text);
  const perhaps =
    marks.length > 0
      ? ` Each row holds ${separated(marks)}: if that separates cells, replace it by a comma.`
      : '';
  throw new DataProblem(
    'Only one column was found.',
    `${file}: no ${delimiters[delimiter]} separates its cells${header === false ? ', read without a header' : ''}. A table needs a column that is predicted and one to predict it from.${perhaps} Choose the separator if it has another, or save the table as CSV.`,
  );
}

/**
 * Layouts to try, most likely first.
 * @throws {DataProblem} naming file and row
 */
export async function layoutsFor(
  file: SourceFile,
  encoding: Encoding,
  options: ReadOptions,
): Promise<readonly Layout[]> {
  const { text, whole } = await beginningOf(file, encoding);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw nulProblem(file.name, linesIn(text, nul) + 1);
  const { layouts, best, named } = layoutsOf(text, whole, options);
  const fit = checkRows(file.name, text, best, options);
  const { fault, ragged, dialect, width, start, rows } = fit;
  if (fault) throw quoteProblem(file.name, fault);
  if (ragged) {
    const about = { fit, dialect, width, names: named || undefined, bodyFrom: rows[start]?.row ?? 1 };
    throw raggedProblem(file.name, about, ragged.cells.length, ragged.row);
  }
  return layouts;
}
