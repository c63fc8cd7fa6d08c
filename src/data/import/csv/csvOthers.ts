/** Alternative readings that fit equally well, and what they would change. */
import { count as counted } from '../../../core/format';
import { delimiters, type OtherReading, type ReadOptions } from '../table/table';
import { type Choice, enclosesCells, isClean } from './csvChoice';
import type { Fit } from './csvFit';
import type { Parts } from './csvParts';

const MOST_SHOWN = 4;
const LONGEST = 30;

const listed = (cells: readonly string[]): string => {
  const shown = cells.slice(0, MOST_SHOWN).map((cell) => {
    const line = cell.replaceAll('\n', ' ');
    return line === '' ? '(empty)' : line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  });
  return cells.length > MOST_SHOWN ? `${shown.join(' | ')} | …` : shown.join(' | ');
};

function differentCells(fit: Fit, other: Fit): string | undefined {
  const place = other.rows.findIndex(({ cells }, i) => cells.join('\n') !== fit.rows[i]?.cells.join('\n'));
  const row = other.rows[place];
  return row && `row ${counted(row.row)} would be ${listed(row.cells)}`;
}

/** Other delimiters that fit all rows and find as many numbers. */
function otherDelimiters(fit: Fit, others: readonly Choice[]): OtherReading[] {
  return others.flatMap(({ fits: [other], withoutMarks }) => {
    if (other === undefined || withoutMarks || other.start > 0 || other.rowNames) return [];
    const { delimiter } = other.dialect;
    const least = delimiter === ' ' ? fit.typed + 0.1 : fit.typed - 0.1;
    // "||" is not two bars around an empty cell.
    if (other.typed < least || fit.dialect.delimiter.startsWith(delimiter)) return [];
    const { cells = [] } = other.rows[0] ?? {};
    return [
      {
        name: `${delimiters[delimiter]} as separator`,
        options: { delimiter },
        differs: `There would be ${counted(other.width)} columns instead of ${counted(fit.width)}: ${listed(cells)}.`,
      },
    ];
  });
}

/** Whether a column mixes quoted and unquoted texts, which programs do not write. */
function enclosesSome({ rows, start, width }: Fit): boolean {
  const body = rows.slice(start + 1).filter(({ comment }) => !comment);
  for (let j = 0; j < width; j++) {
    const cells = body.map(({ cells }) => cells[j] ?? '').filter((cell) => cell !== '');
    const enclosed = cells.filter((cell) => cell.startsWith('"')).length;
    if (enclosed > 0 && enclosed < cells.length) return true;
  }
  return false;
}

function otherQuotes(fit: Fit, { fits, withoutMarks }: Choice): OtherReading[] {
  const [, other] = fits;
  if (other === undefined || !isClean(other) || !(fit.quoted || other.quoted)) return [];
  if (!withoutMarks && (enclosesCells(fit.dialect.delimiter) || !enclosesSome(other))) return [];
  const differs = differentCells(fit, other);
  if (differs === undefined) return [];
  const quotes = other.dialect.quoting !== undefined;
  const name = quotes ? 'quotation marks enclose cells' : 'quotation marks are ordinary characters';
  return [{ name, options: { quotes }, differs: `${differs[0]!.toUpperCase()}${differs.slice(1)}.` }];
}

function otherHeader(fit: Fit, parts: Parts, options: ReadOptions): OtherReading[] {
  const n = parts.headerCells.length;
  const first = parts.headerCells[0] ?? fit.rows[fit.start]?.cells ?? [];
  if (options.header !== undefined || options.headerRows !== undefined) return [];
  if (n > 1) {
    const below = parts.headerCells[1]!;
    const differs = `Row ${counted(parts.namedIn[1]!)} (${listed(below)}) would be the first row of values.`;
    return [{ name: 'one row of names', options: { header: true, headerRows: 1 }, differs }];
  }
  if (!parts.doubtful || fit.rows.length - fit.start < 2) return [];
  const at = `Row ${counted(parts.headerRow)} (${listed(first)}) would`;
  return n === 1
    ? [{ name: 'no header', options: { header: false }, differs: `${at} be the first row of values.` }]
    : [
        {
          name: 'a header',
          options: { header: true, headerRows: 1 },
          differs: `${at} hold the columns' names.`,
        },
      ];
}

export function otherReadingsOf(
  choice: Choice,
  others: readonly Choice[],
  parts: Parts,
  options: ReadOptions,
): OtherReading[] {
  const [fit] = choice.fits;
  if (fit === undefined || !isClean(fit)) return [];
  return [
    ...otherDelimiters(fit, others),
    ...(options.quotes === undefined ? otherQuotes(fit, choice) : []),
    ...otherHeader(fit, parts, options),
  ];
}
