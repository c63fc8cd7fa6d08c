/** Detects header rows by comparing the first rows with those below. */
import { type CellKind, kindOf } from '../numbers/cellKind';
import { numberInEither } from '../numbers/numberText';
import { unitOf } from '../numbers/units';

/** Trimmed cells. */
export type Cells = readonly string[];

export interface Header {
  readonly rows: number;
  /** Whether another reading is plausible. */
  readonly doubtful: boolean;
}

/** Rows that are compared. */
const BODY = 200;
const MOST_HEADER_ROWS = 3;

/** A column's prevailing kind, undefined if empty, with its cells for comparison. */
interface ColumnLook {
  readonly kind: CellKind | undefined;
  readonly cells: ReadonlySet<string>;
  readonly from: number;
  readonly to: number;
}

function lookOf(cells: readonly string[]): ColumnLook {
  const counts = { number: 0, date: 0, text: 0, missing: 0 };
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of cells) {
    const kind = kindOf(cell);
    counts[kind]++;
    if (kind !== 'number') continue;
    const value = numberInEither(cell);
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  const present = counts.number + counts.date + counts.text;
  const kinds = ['number', 'date', 'text'] as const;
  const kind = present === 0 ? undefined : kinds.find((one) => counts[one] >= 0.6 * present);
  return { kind: kind ?? (present === 0 ? undefined : 'text'), cells: new Set(cells), from, to };
}

function looksOf(body: readonly Cells[], width: number): ColumnLook[] {
  const rows = body.slice(0, BODY);
  return Array.from({ length: width }, (_, j) => lookOf(rows.map((row) => row[j] ?? '')));
}

/** How a row's cells compare with the columns below. */
interface Evidence {
  /** Texts above numbers or dates. */
  readonly named: readonly string[];
  /** Indices of numbers above numbers. */
  readonly numbers: readonly number[];
  /** Texts above texts that recur below, and that do not. */
  readonly again: number;
  readonly fresh: number;
}

function evidenceOf(row: Cells, looks: readonly ColumnLook[]): Evidence {
  const named: string[] = [];
  const numbers: number[] = [];
  let [again, fresh] = [0, 0];
  for (const [j, { kind, cells }] of looks.entries()) {
    const cell = row[j] ?? '';
    const own = kindOf(cell);
    if (kind === 'number' || kind === 'date') {
      // Dates can be column names of time series.
      if (own === 'text' || (own === 'date' && kind === 'number')) named.push(cell);
      else if (own !== 'missing') numbers.push(j);
    } else if (own !== 'missing') {
      if (cells.has(cell)) again++;
      else if (own === 'text') fresh++;
    }
  }
  return { named, numbers, again, fresh };
}

const numbersIn = (row: Cells, places: readonly number[]): number[] =>
  places.map((j) => numberInEither(row[j] ?? ''));

/** Increasing with equal steps: 0, 1, 2 or 400.5, 410.5, 420.5 or 2001, 2002, 2003. */
function isProgression(values: readonly number[], least: number): boolean {
  const step = values[1]! - values[0]!;
  const close = 1e-6 * Math.abs(step);
  return (
    values.length >= least &&
    step > 0 &&
    values.every((value, i) => i === 0 || Math.abs(value - values[i - 1]! - step) <= close)
  );
}

/** Increasing numbers outside the range of the columns below: wavelengths above absorbances. */
function differFromBody(row: Cells, places: readonly number[], looks: readonly ColumnLook[]): boolean {
  const values = numbersIn(row, places);
  return places.every((j, i) => {
    const { from, to } = looks[j]!;
    return (i === 0 || values[i]! > values[i - 1]!) && (values[i]! < from || values[i]! > to);
  });
}

/** Whether numbers above numbers are names: "yes", "perhaps" or no. */
function numbersAsNames(
  row: Cells,
  places: readonly number[],
  looks: readonly ColumnLook[],
  body: readonly Cells[],
  least: number,
): 'yes' | 'perhaps' | undefined {
  const values = numbersIn(row, places);
  if (places.length < least) return undefined;
  // Two numbers always have equal steps, so require three.
  const steps = isProgression(values, 3);
  const foreign = body.length >= 3 && differFromBody(row, places, looks);
  const below = body.slice(0, 20).filter((cells) => isProgression(numbersIn(cells, places), 3)).length;
  // If most rows are progressions, the first one is data.
  const unlikeRows = below <= body.slice(0, 20).length / 4;
  const counting = values.every((value, i) => value === i) || values.every((value, i) => value === i + 1);
  const index = row[0] === '' && places[0] === 1;
  const sure = foreign || (counting && body.length >= 3 && (steps || index));
  if (unlikeRows && sure && (steps || places.length === 2)) return 'yes';
  return (steps || foreign) && unlikeRows ? 'perhaps' : undefined;
}

/** Texts above texts are names if all are different and none recurs as a value. */
function textHeader(row: Cells, looks: readonly ColumnLook[], { again }: Evidence): Header {
  const named =
    // Tables saved with an index have an unnamed first column.
    row.every((cell, j) => kindOf(cell) === 'text' || (j === 0 && cell === '')) &&
    new Set(row).size === row.length &&
    again === 0;
  const repeats = looks.some(({ cells, kind }) => kind !== undefined && cells.size < 3);
  return { rows: Number(named), doubtful: named && !repeats };
}

function firstIsHeader(row: Cells, body: readonly Cells[]): Header {
  const looks = looksOf(body, row.length);
  const evidence = evidenceOf(row, looks);
  const { named, numbers, again, fresh } = evidence;
  if (named.length === 0 && numbers.length === 0) {
    const header = textHeader(row, looks, evidence);
    return { ...header, doubtful: header.doubtful || (header.rows === 0 && fresh > 0 && again === 0) };
  }
  if (numbers.length === 0) return { rows: 1, doubtful: named.length === 1 && again > 0 };
  const texts = named.length + fresh + Number(row[0] === '');
  const like = again > 0 ? undefined : numbersAsNames(row, numbers, looks, body, texts > 0 ? 2 : 3);
  if (named.length > 0) {
    const more = named.length >= numbers.length && again === 0;
    return {
      rows: Number(more || like !== undefined),
      doubtful: !(more && named.length > numbers.length) && like !== 'yes',
    };
  }
  if (texts > 0) return { rows: Number(like !== undefined), doubtful: like !== undefined };
  return { rows: Number(like === 'yes'), doubtful: like !== undefined };
}

const typeWord =
  /^(?:float|double|real|int|integer|str|string|text|num|numeric|number|categor(?:y|ical)|nominal|bool|boolean|date|datetime|object|continuous|discrete)(?:16|32|64)?$/i;

/** Units and types that some programs write below the names: "kg", "[kg]", "-". */
const isUnit = (cell: string): boolean =>
  unitOf(cell) !== undefined || /^(?:[[(].*[\])]|-)$/.test(cell) || typeWord.test(cell);

/** Whether the row below a header holds more names or units: texts in all numeric columns. */
function continuesHeader(row: Cells, body: readonly Cells[]): boolean {
  if (body.length === 0) return false;
  const looks = looksOf(body, row.length);
  const { named, again } = evidenceOf(row, looks);
  const others = row.filter(
    (cell, j) => cell !== '' && looks[j]?.kind !== 'number' && looks[j]?.kind !== 'date',
  );
  const above = looks.filter(({ kind }) => kind === 'number' || kind === 'date').length;
  const plain = row.every((cell, j) => {
    const { kind } = looks[j]!;
    return (kind !== 'number' && kind !== 'date') || cell === '' || isUnit(cell) || kindOf(cell) === 'text';
  });
  if (!plain || named.length === 0 || again > 0) return false;
  if (named.every(isUnit) && others.every(isUnit)) return true;
  // One text may be a bad value; several different ones in numeric columns are names.
  if (named.length >= 2) return new Set(named).size > 1 && named.length >= above / 2;
  return row.every((cell, j) => (j === 0 ? cell !== '' : cell === ''));
}

/** @param rows the table's rows, from its first one */
export function headerOf(rows: readonly Cells[]): Header {
  const [first, ...below] = rows.slice(0, BODY + MOST_HEADER_ROWS);
  if (first === undefined) return { rows: 0, doubtful: false };
  const text = first.join('\n');
  const body = below.filter((row) => row[0] !== first[0] || row.join('\n') !== text);
  if (below.length > 0 && body.length === 0) return { rows: 0, doubtful: true };
  const header = firstIsHeader(first, body);
  if (header.rows === 0) return header;
  let n = 1;
  while (n < MOST_HEADER_ROWS && continuesHeader(below[n - 1] ?? [], below.slice(n))) n++;
  return { rows: n, doubtful: header.doubtful };
}

/** Fills empty cells of a grouped header with the name to their left: "length" above "mean" and "sd". */
function filled(row: Cells): string[] {
  const gaps = row.slice(1).filter((cell) => cell === '').length;
  if (gaps < 2) return [...row];
  let last = '';
  return row.map((cell, j) => {
    if (cell !== '' || j === 0) last = cell;
    return last;
  });
}

/** Whether a row alone names all columns. */
const isComplete = (row: Cells): boolean =>
  row.every((cell) => cell !== '') && new Set(row).size === row.length && !row.some(isUnit);

/** One name per column: from the second header row if it names all columns, else from both joined. */
export function joinedNames(rows: readonly Cells[]): string[] {
  const [first = [], ...others] = rows;
  const second = others[0];
  const types = others.every((row) => row.every((cell) => cell === '' || typeWord.test(cell)));
  if (second === undefined || types) return [...first];
  const given = first.filter((cell) => cell !== '');
  const grouped = new Set(given).size < given.length;
  if (others.length === 1 && isComplete(second) && !grouped) return [...second];
  const names = others.every((row) => row.filter((cell) => cell !== '').every(isUnit))
    ? [...first]
    : filled(first);
  return names.map((name, j) =>
    [name, ...others.map((row) => row[j] ?? '')].filter((part) => part !== '' && part !== '-').join(' '),
  );
}
