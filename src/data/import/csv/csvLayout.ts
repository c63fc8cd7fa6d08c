/** Candidate layouts of a CSV: the one that best fits its beginning, and fallbacks. */
import { count as counted } from '../../../core/format';
import { limits } from '../limits';
import { columnNames } from '../table/columns';
import type { ImportNote, OtherReading, ReadOptions } from '../table/table';
import { type Choice, type Chosen, choose, enclosesCells, isClean } from './csvChoice';
import { type Dialect, doubleQuotes } from './csvDialect';
import type { Fit } from './csvFit';
import { commentNote, markOf, type Opening, openingOf } from './csvOpening';
import { otherReadingsOf } from './csvOthers';
import { type Parts, partsOf } from './csvParts';
import { hasWidth } from './csvSample';

export interface Layout extends Parts {
  readonly fit: Fit;
  readonly dialect: Dialect;
  /** Characters and lines to skip. */
  readonly length: number;
  readonly lines: number;
  /** Required cells per row. */
  readonly width: number;
  /** Columns to build, including trailing empty ones that all rows have. */
  readonly built: number;
  /** Column names, and which of them differ from the header. */
  readonly columns: ReturnType<typeof columnNames>;
  readonly skipRows: number;
  /** Comment mark, if there are comments above the table. */
  readonly mark: string | undefined;
  /** Whether a multi-line cell is a reason to try the next layout first. */
  readonly oneLine: boolean;
  /** Whether it is tried only after such a cell. */
  readonly afterLineEnd: boolean;
  readonly otherReadings: readonly OtherReading[];
}

/** Result of the layout detection. */
export interface Layouts {
  /** In order of trial; empty if no delimiter fits. */
  readonly layouts: readonly Layout[];
  /** The best fit, possibly with contradictions. */
  readonly best: Fit | undefined;
  /** Whether its first row looks like a header. */
  readonly named: boolean;
}

/** Notes on titles and comments above the table. */
function aboveNotes({ rows, start }: Fit, opening: Opening, parts: Parts): ImportNote[] {
  const above = rows.slice(0, start);
  const comments = [
    ...opening.comments,
    ...above.filter(({ comment }) => comment).map(({ row }) => row),
  ].filter((row) => row !== parts.headerRow);
  const titles = above.filter(({ comment }) => !comment);
  const mark = opening.mark ?? markOf(above.find(({ comment }) => comment)?.cells[0] ?? '') ?? '#';
  const [first] = titles;
  const notes = commentNote(comments, mark);
  if (first === undefined) return notes;
  const text = first.cells.filter((cell) => cell !== '').join(' ');
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const one = `This row (“${shown}”) is above the table: it is skipped.`;
  const more = `From here (“${shown}”) ${counted(titles.length)} rows are above the table: they are skipped.`;
  return [...notes, { row: first.row, text: titles.length === 1 ? one : more }];
}

function lettersNote({ fault, ragged, spanning }: Fit, width: number): ImportNote {
  const letters = 'Quotation marks are read as ordinary characters';
  if (fault !== undefined)
    return {
      row: fault.row,
      text:
        fault.code === 'unclosed'
          ? `${letters}: one that opens here is never closed (“${fault.excerpt}”).`
          : `${letters}: here text continues after a closing one (“${fault.excerpt}”).`,
    };
  const row = spanning ?? ragged?.row;
  const text =
    spanning === undefined
      ? `${letters}: enclosing cells, they would leave ${counted(ragged?.cells.length ?? 0)} cells here instead of ${counted(width)}.`
      : `${letters}: enclosing cells, they would make one row of several lines here.`;
  return row === undefined ? { text } : { row, text };
}

/** Notes on unusual treatment of quotes or white space. */
function dialectNotes(fit: Fit, { withoutMarks }: Choice, all: readonly Choice[]): ImportNote[] {
  const { quoting, delimiter } = fit.dialect;
  const notes: ImportNote[] = [];
  const tabs = all.find(({ fits: [one] }) => one?.dialect.delimiter === '\t')?.fits[0]?.ragged;
  if (delimiter === ' ' && tabs !== undefined)
    notes.push({
      row: tabs.row,
      text: `Any run of tabs and spaces is one separator: single tabs would leave ${counted(tabs.cells.length)} cells here instead of ${counted(fit.width)}.`,
    });
  if (withoutMarks !== undefined) notes.push(lettersNote(withoutMarks, fit.width));
  if (quoting !== undefined && quoting !== doubleQuotes && fit.quoted)
    notes.push({ text: `Cells are enclosed in ${quoting.name}, which are no part of them.` });
  return notes;
}

const asUsual = { oneLine: false, afterLineEnd: false };

function layoutOf(
  fit: Fit,
  choice: Choice,
  { others, all }: Chosen,
  opening: Opening,
  options: ReadOptions,
): Layout {
  const parts = partsOf(fit, opening, options);
  const { rows, start, width, dialect } = fit;
  const body = rows.slice(start).filter((row) => !row.comment && hasWidth(row, width));
  const built = Math.max(
    width,
    body.reduce((least, { cells }) => Math.min(least, cells.length), Number.POSITIVE_INFINITY),
  );
  const given = Array.from({ length: built }, (_, j) => parts.names?.[j] ?? '');
  const columns = columnNames(given);
  const marked = rows.slice(0, start).find(({ comment }) => comment)?.cells[0];
  const { length, lines, mark = markOf(marked ?? '') } = opening;
  const notes = [
    ...opening.notes,
    ...aboveNotes(fit, opening, parts),
    ...parts.notes,
    ...dialectNotes(fit, choice, all),
  ];
  return {
    ...parts,
    notes,
    fit,
    dialect,
    length,
    lines,
    width,
    built,
    columns: parts.names ? columns : { ...columns, renamed: [] },
    skipRows: options.skipRows ?? parts.headerRow - 1,
    mark,
    ...asUsual,
    otherReadings: otherReadingsOf(choice, others, parts, options),
  };
}

/** @param text the file's beginning, complete rows @param whole whether it is the whole file */
export function layoutsOf(text: string, whole: boolean, options: ReadOptions): Layouts {
  const opening = openingOf(text, options);
  const atOnce = options.skipRows !== undefined;
  const beginning = { text: text.slice(opening.length), before: opening.lines, whole, atOnce };
  const delimiter = options.delimiter ?? opening.delimiter;
  const chosen = choose(beginning, delimiter, options);
  const best = chosen?.best.fits[0];
  if (chosen === undefined || best === undefined || !isClean(best) || best.width > limits.columns) {
    const named = best?.ragged !== undefined && partsOf(best, opening, options).names !== undefined;
    return { layouts: [], best, named };
  }
  const lay = (fit: Fit, choice: Choice) => layoutOf(fit, choice, chosen, opening, options);
  const first = lay(best, chosen.best);
  const rest = chosen.best.fits.slice(1).filter(isClean);
  const letters = rest.some(({ dialect }) => dialect.quoting === undefined);
  const oneLine =
    letters &&
    best.dialect.quoting !== undefined &&
    best.spanning === undefined &&
    options.quotes === undefined;
  const layouts = [
    { ...first, oneLine },
    ...rest.map((fit) => ({
      ...lay(fit, chosen.best),
      afterLineEnd: fit.dialect.quoting === undefined && enclosesCells(fit.dialect.delimiter),
    })),
    ...chosen.others.map((choice) => lay(choice.fits[0]!, choice)),
    ...(oneLine ? [first] : []),
  ];
  return { layouts, best, named: first.names !== undefined };
}
