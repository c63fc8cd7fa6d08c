/** Compares a data set with its table, cell by cell. */
import type { Dataset } from '../../src/core/samples/dataset';
import type { FileProfile, ImportNote } from '../../src/data/import/table/table';
import { splitRows, type Target } from '../../src/data/import/table/target';
import type { DatasetInfo } from '../../src/data/spec';
import { rowsOf } from './cells';
import { isNoted, mayBeMissing, numberFaults, type Read, targetNumber } from './numbers';

export interface Made extends Read {
  readonly info: DatasetInfo;
  readonly dataset: Dataset;
}

export interface Agreement {
  readonly faults: readonly string[];
  /** Number of compared cells. */
  readonly cells: number;
  /** Why no cell was compared. */
  readonly skipped?: string;
}

export const skip = (skipped: string): Agreement => ({ faults: [], cells: 0, skipped });

type Row = readonly string[];

const saysOf = (notes: readonly ImportNote[], what: RegExp): boolean =>
  notes.some(({ text }) => what.test(text));

/** Rows that a note may report as dropped: a second header, comments, totals and footnotes. */
function mayBeLeftOut(
  row: Row,
  names: Row | undefined,
  width: number,
  notes: readonly ImportNote[],
): boolean {
  if (row.every((cell) => cell === '') || row.join('\0') === names?.join('\0')) return true;
  if (/^(#|%|\/\/)/.test(row[0]!) && saysOf(notes, /comment/)) return true;
  return row.length < width && saysOf(notes, /below the table/);
}

/** The file's data rows; a text saying why if they cannot be determined. */
function tableRows(text: string, profile: FileProfile): readonly Row[] | string {
  const width = profile.columns.length;
  const [first] = profile.firstRows;
  if (!first) return 'no first rows';
  const rows = rowsOf(text, profile);
  const same = (row: Row | undefined, wanted: Row): boolean =>
    row !== undefined && wanted.every((cell, j) => row[j] === cell);
  const from = rows.findIndex((_, i) => profile.firstRows.every((wanted, k) => same(rows[i + k], wanted)));
  if (from < 0) return 'first rows are not the file’s';
  const body = rows.slice(from);
  const kept =
    body.length === profile.rows
      ? body
      : body.filter((row) => !mayBeLeftOut(row, rows[from - 1], width, profile.notes));
  if (kept.length !== profile.rows) return `${kept.length} rows, not ${profile.rows}`;
  return kept.some((row) => row.length < width) ? 'rows of another width' : kept;
}

/** One column as inputs: its first input, and its categories, if any. */
interface Place {
  readonly column: number;
  readonly name: string;
  readonly at: number;
  readonly categories?: readonly string[];
}

function placesOf({ profile, choices, info }: Made): Place[] | undefined {
  const names = info.inputNames ?? [];
  const places: Place[] = [];
  let at = 0;
  for (const [column, { name }] of profile.columns.entries()) {
    const use = Object.hasOwn(choices.uses, name) ? choices.uses[name] : undefined;
    if (name === choices.target || use === 'leave-out' || use === undefined) continue;
    const begin = `${name} = `;
    const from = at;
    if (use === 'number') {
      if (names[at++] !== name) return undefined;
      places.push({ column, name, at: from });
      continue;
    }
    while (names[at]?.startsWith(begin)) at++;
    const categories = names.slice(from, at).map((text) => text.slice(begin.length));
    places.push({ column, name, at: from, categories });
  }
  return at === names.length ? places : undefined;
}

/** @param cells training rows first: categories that occur only in test rows are encoded as none */
function categoryFaults(
  { name, at, categories = [] }: Place,
  cells: readonly string[],
  input: (i: number, j: number) => number,
  made: Made,
): string[] {
  const { size } = made.dataset.train;
  const trained = new Set(cells.slice(0, size));
  return cells.flatMap((cell, i) => {
    const ones = categories.filter((_, k) => input(i, at + k) === 1);
    if (ones.length > 1) return [`${name}: “${cell}” is ${ones.length} categories`];
    if (mayBeMissing(cell, made)) return [];
    if (!trained.has(cell))
      return ones.length === 0 ? [] : [`${name}: “${cell}”, of the test alone, is “${ones[0]}”`];
    return ones[0] === cell ? [] : [`${name}: “${cell}” is category “${ones[0]}”`];
  });
}

/** The target by this second parser, for the same split; a text saying why if it differs in kind. */
function targetOf(made: Made, cells: readonly string[]): Target | string {
  const { info, choices } = made;
  if (choices.task === 'regression')
    return {
      kind: 'values',
      outputs: 1,
      values: Float64Array.from(cells, (cell) => targetNumber(cell, made)),
    };
  const names = info.classNames ?? [];
  const labels = Int32Array.from(cells, (cell) => names.indexOf(cell));
  const lost = cells.find((cell, i) => labels[i] === -1 && !mayBeMissing(cell, made));
  if (lost !== undefined)
    return `${choices.target}: class “${lost}” is none of ${names.slice(0, 6).join(', ')}`;
  const counts = new Uint32Array(names.length);
  for (const label of labels) if (label >= 0) counts[label]!++;
  return { kind: 'classes', names, labels, counts };
}

function targetFaults(made: Made, cells: readonly string[]): string[] {
  const { info, choices, dataset } = made;
  const name = choices.target!;
  const targets = [dataset.train.targets, dataset.test.targets];
  const labels = targets.flatMap((part) => (part.kind === 'classes' ? [...part.labels] : []));
  const values = targets.flatMap((part) => (part.kind === 'values' ? [...part.values] : []));
  if (choices.task === 'classification')
    return cells.flatMap((cell, i) =>
      info.classNames?.[labels[i]!] === cell ? [] : [`${name}: “${cell}” has label ${labels[i]}`],
    );
  const { mean, deviation } = dataset.targetScale!;
  const raw = values.map((value) => value * deviation + mean);
  return numberFaults(name, cells, raw, mean, made);
}

/** A number of either split, training first, in the file's unit. */
export function inputOf({ train, test, offset, inputs: width }: Dataset): (i: number, j: number) => number {
  return (i, j) => {
    const part = i < train.size ? train : test;
    const kept = part.inputs[(i < train.size ? i : i - train.size) * width + j]!;
    return kept + (offset?.[j] ?? 0);
  };
}

/** Rows of both splits in the data set's order; a text if their numbers differ. */
export function orderOf(
  target: Target,
  { dataset, choices }: Pick<Made, 'dataset' | 'choices'>,
): number[] | string {
  const { train, test } = splitRows('a second reading', target, choices);
  const [there, here] = [
    [dataset.train.size, dataset.test.size],
    [train.length, test.length],
  ];
  if (there.join() !== here.join())
    return `${there.join(' + ')} rows, by a second reading ${here.join(' + ')}`;
  return [...train, ...test];
}

export function rowsAgree(rows: readonly Row[], made: Made): Agreement {
  const { profile, choices, notes, dataset } = made;
  const places = placesOf(made);
  if (!places) return skip('inputs have other names');
  const j = profile.columns.findIndex(({ name }) => name === choices.target);
  const target = targetOf(
    made,
    rows.map((row) => row[j]!),
  );
  if (typeof target === 'string') return { faults: [target], cells: 0 };
  const order = orderOf(target, made);
  if (typeof order === 'string') {
    const texts = choices.task === 'regression' && isNoted(notes, choices.target!);
    return texts ? skip('target with texts') : { faults: [order], cells: 0 };
  }
  const input = inputOf(dataset);
  const column = (k: number): string[] => order.map((row) => rows[row]![k]!);
  const faults = places.flatMap((place) => {
    const cells = column(place.column);
    if (place.categories) return categoryFaults(place, cells, input, made);
    const actual = cells.map((_, i) => input(i, place.at));
    return numberFaults(place.name, cells, actual, dataset.offset?.[place.at] ?? 0, made);
  });
  return {
    faults: [...faults, ...targetFaults(made, column(j))],
    cells: rows.length * (places.length + 1),
  };
}

/** @param text of the one file */
export function tableAgreement(text: string, made: Made): Agreement {
  const rows = tableRows(text, made.profile);
  return typeof rows === 'string' ? skip(rows) : rowsAgree(rows, made);
}
