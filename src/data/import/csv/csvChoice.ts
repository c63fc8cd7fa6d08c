/** Chooses the dialect that gives all rows the same number of cells. */
import { kindOf } from '../numbers/cellKind';
import type { Delimiter, ReadOptions } from '../table/table';
import { doubleQuotes, type Quoting, quotings } from './csvDialect';
import { type Beginning, type Fit, fitOf } from './csvFit';

/** Delimiters that are rare in text come first: on a tie, the first wins. */
const usual: readonly Delimiter[] = ['||', '::', '\t', ';', '|', ','];
/** Tried only if none of those fits, because they are common in times, names and texts. */
const rare: readonly Delimiter[] = ['^', '~', ':'];

export const isClean = ({ ragged, fault }: Fit): boolean => ragged === undefined && fault === undefined;

/** Delimiters with which programs quote cells; with others, a quote may be an ordinary character. */
export const enclosesCells = (delimiter: Delimiter): boolean => delimiter === ',' || delimiter === ';';

/** Plausible fits of one delimiter, best first. */
export interface Choice {
  readonly fits: readonly Fit[];
  /** The alternative fit with quoting, if quotes are read as ordinary characters. */
  readonly withoutMarks?: Fit | undefined;
}

const isIn = (text: string, { open, backslash }: Quoting): boolean =>
  text.includes(backslash ? `\\${open}` : open);

/** Whether all cells of some column are quoted, which is unlikely by chance. */
function enclosesColumn({ rows, start, width }: Fit, { open, close }: Quoting): boolean {
  const body = rows.slice(start + 1).filter(({ comment }) => !comment);
  for (let j = 0; j < width && body.length > 0; j++) {
    const cells = body.map((row) => row.cells[j] ?? '').filter((cell) => cell !== '');
    const enclosed = cells.filter((cell) => cell.length > 1 && cell.startsWith(open) && cell.endsWith(close));
    if (cells.length > 0 && enclosed.length === cells.length) return true;
  }
  return false;
}

function withMarks(beginning: Beginning, delimiter: Delimiter, options: ReadOptions): Choice {
  const { text } = beginning;
  const letters = fitOf(beginning, { delimiter, quoting: undefined });
  const asLetters = letters && isClean(letters) ? [letters] : [];
  if (options.quotes === false) return { fits: letters ? [letters] : [] };
  const [plain, ...others] = quotings.map((quoting) =>
    isIn(text, quoting) ? fitOf(beginning, { delimiter, quoting }) : undefined,
  );
  const double = text.includes('"')
    ? plain
    : letters && { ...letters, dialect: { delimiter, quoting: doubleQuotes } };
  const clean = others.filter((fit) => fit !== undefined && isClean(fit) && fit.quoted) as Fit[];
  if (double && isClean(double)) {
    if (double.quoted) {
      // A multi-line cell by coincidence: without quoting all rows have the same width.
      const first =
        double.spanning !== undefined && letters && isClean(letters) && options.quotes === undefined;
      return first ? { fits: [letters, double], withoutMarks: double } : { fits: [double, ...asLetters] };
    }
    const other = clean.find((fit) => !letters || enclosesColumn(letters, fit.dialect.quoting!));
    return { fits: other ? [other, double] : [double, ...asLetters] };
  }
  const [escaped] = clean;
  if (escaped) return { fits: [escaped] };
  const trusted = options.quotes === undefined && !enclosesCells(delimiter) ? asLetters : [];
  const [best] = trusted;
  if (best) return { fits: [best], withoutMarks: double };
  return { fits: [double, letters].filter((fit) => fit !== undefined) };
}

/** Penalty: 0 for a plain table, more for each irregularity. */
function levelOf({ fits: [fit], withoutMarks }: Choice): number {
  if (fit === undefined) return 5;
  if (!isClean(fit)) return fit.fault === undefined ? 4 : 3;
  const above = fit.rows.slice(0, fit.start).some(({ comment }) => !comment);
  return above ? 2 : Number(fit.rowNames || withoutMarks !== undefined);
}

/** A larger difference in the share of typed values decides between two readings. */
const MUCH = 0.25;

/** Whether another delimiter shows that all commas are decimal marks: "1,5;red;2,5". */
function hasDecimalCommas({ fits: [fit] }: Choice, { fits: [other] }: Choice): boolean {
  if (fit === undefined || other?.dialect.delimiter !== ',') return false;
  const cells = fit.rows
    .slice(fit.start)
    .filter(({ comment }) => !comment)
    .flatMap((row) => row.cells.filter((cell) => cell.includes(',')));
  return cells.length > 0 && cells.every((cell) => kindOf(cell) === 'number');
}

/** Whether `next` is better: first by equal row widths, then typed values, then the penalty. */
function isBetter(old: Choice, next: Choice): boolean {
  const [a, b] = [levelOf(old), levelOf(next)];
  if (b > 2 || a > 2) return b > 2 && a > 2 ? isMoreAlike(old, next) : a > 2;
  if (hasDecimalCommas(old, next)) return false;
  // Tabs are rarely part of text.
  if (old.fits[0]!.dialect.delimiter === '\t' && (a === 0 || old.withoutMarks)) return false;
  const more = next.fits[0]!.typed - old.fits[0]!.typed;
  if (Math.abs(more) > MUCH) return more > 0;
  return b < a || (b === a && more > 0.1);
}

const shareOf = ({ fits: [fit] }: Choice): number => fit?.share ?? 0;

function isMoreAlike(old: Choice, next: Choice): boolean {
  return shareOf(next) > shareOf(old) + 1e-9;
}

function bestOf(choices: readonly Choice[]): Choice | undefined {
  return choices.reduce<Choice | undefined>(
    (best, next) => (best && !isBetter(best, next) ? best : next),
    undefined,
  );
}

const isRunOfNumbers = (cell: string): boolean =>
  cell === '' || cell.split(/[ \t]+/).every((part) => kindOf(part) === 'number');

/**
 * Whether white space is the real separator: the apparent delimiters are inside numbers, as in "1,5 2,5", or precede
 * only the last column, and everything between them is a run of numbers.
 */
function isSpaced({ fits: [fit] }: Choice, spaces: Choice | undefined): boolean {
  const [other] = spaces?.fits ?? [];
  if (fit === undefined || other === undefined || levelOf(spaces!) > 0 || other.typed - fit.typed <= MUCH)
    return false;
  const rows = fit.rows.slice(fit.start + 1, fit.start + 200);
  return rows.every(({ cells, row }) => {
    const parts = new Set(other.rows.find((one) => one.row === row)?.cells);
    return cells.every((cell) => parts.has(cell) || isRunOfNumbers(cell));
  });
}

const choicesOf = (beginning: Beginning, delimiters: readonly Delimiter[], options: ReadOptions): Choice[] =>
  delimiters
    .filter((delimiter) => beginning.text.includes(delimiter) || delimiter === ' ')
    .map((delimiter) => withMarks(beginning, delimiter, options))
    .filter(({ fits }) => fits.length > 0);

export interface Chosen {
  readonly best: Choice;
  /** Other delimiters that fit all rows and find as many numbers. */
  readonly others: readonly Choice[];
  /** Of all delimiters. */
  readonly all: readonly Choice[];
}

/** Undefined if no delimiter fits. @param said the delimiter given by the user or the file */
export function choose(
  beginning: Beginning,
  said: Delimiter | undefined,
  options: ReadOptions,
): Chosen | undefined {
  if (said !== undefined) {
    const [best] = choicesOf(beginning, [said], options);
    return best && { best, others: [], all: [best] };
  }
  const main = choicesOf(beginning, usual, options);
  const spaces = choicesOf(beginning, [' '], options);
  let best = bestOf(main);
  if (best === undefined || levelOf(best) > 2) {
    const other = bestOf([...spaces, ...choicesOf(beginning, rare, options)]);
    if (other && (best === undefined || levelOf(other) <= 2)) best = other;
  } else if (isSpaced(best, spaces[0])) [best] = spaces as [Choice];
  if (best === undefined) return undefined;
  const least = (best.fits[0]?.typed ?? 0) - MUCH;
  const others = [...main, ...spaces].filter(
    (one) => one !== best && levelOf(one) <= 2 && (one.fits[0]?.typed ?? 0) >= least,
  );
  return { best, others, all: [...main, ...spaces] };
}
