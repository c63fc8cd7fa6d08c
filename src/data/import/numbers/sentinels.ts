/** Sentinel values such as -200 or 9999 that may mean "missing": suggested, never applied without asking. */
import { count as counted } from '../../../core/format';
import { differentNumbers } from '../table/categories';
import type { Column } from '../table/column';
import type { ImportNote, OtherReading } from '../table/table';

/** Share of a column's numbers above which an extreme value is noted. */
const OFTEN = 0.05;
/** Minimum of other distinct numbers for a gap to be significant: few values are levels, such as 16, 32, 128. */
const MANY = 8;
const MOST_NAMES = 5;

/** An extreme of a column's range: its value, its count, and the distance of the next value. */
interface End {
  readonly value: number;
  readonly cells: number;
  readonly next: number;
  readonly otherEnd: number;
}

function endOf({ numbers }: Column, sign: 1 | -1): End & { readonly all: number } {
  let [value, cells, next, otherEnd, all] = [Number.NaN, 0, Number.NaN, Number.NaN, 0];
  for (let i = 0; i < numbers.length; i++) {
    const here = numbers[i]!;
    if (Number.isNaN(here)) continue;
    all++;
    if (!(here * sign <= otherEnd * sign)) {
      // The first number, or one further towards the other end.
      otherEnd = here;
    }
    if (here === value) cells++;
    else if (Number.isNaN(value) || here * sign < value * sign) [next, value, cells] = [value, here, 1];
    else if (Number.isNaN(next) || here * sign < next * sign) next = here;
  }
  return { value, cells, next, otherEnd, all };
}

const nines = /^-?99+(\.9+)?$/;

/** Cached, since it is independent of the choices. */
const before = new WeakMap<Column, readonly (readonly [1 | -1, End])[]>();

function sentinelsOf(column: Column): readonly (readonly [1 | -1, End])[] {
  const known = before.get(column);
  if (known) return known;
  const ends = ([1, -1] as const).flatMap((sign) => {
    const end = sentinelIn(column, sign);
    return end ? [[sign, end] as const] : [];
  });
  before.set(column, ends);
  return ends;
}

/** @param sign 1 for the lowest number, -1 for the highest */
function sentinelIn(column: Column, sign: 1 | -1): End | undefined {
  const end = endOf(column, sign);
  const { value, cells, next, otherEnd, all } = end;
  if (!(cells > OFTEN * all) || value === 0 || Number.isNaN(next)) return undefined;
  const gap = Math.abs(next - value);
  const range = Math.abs(otherEnd - next);
  const belowAll = value <= -9 && next >= 0;
  const isolated = gap >= range && range > 0 && differentNumbers(column) > MANY;
  return belowAll || isolated || (nines.test(String(value)) && gap > 1 && range > 0) ? end : undefined;
}

interface Sentinel {
  readonly names: string[];
  /** Number of cells in the first column. */
  readonly most: number;
  readonly low: boolean;
}

/** Sentinel values with their columns. */
function sentinelsIn(columns: readonly Column[]): ReadonlyMap<number, Sentinel> {
  const found = new Map<number, Sentinel>();
  for (const column of columns)
    for (const [sign, end] of sentinelsOf(column)) {
      const same = found.get(end.value);
      if (same) same.names.push(column.name);
      else found.set(end.value, { names: [column.name], most: end.cells, low: sign === 1 });
    }
  return found;
}

const MOST_READINGS = 3;

/** Readings with a sentinel as missing. @param columns those that look like numbers */
export function sentinelReadings(columns: readonly Column[]): OtherReading[] {
  return [...sentinelsIn(columns)].slice(0, MOST_READINGS).map(([value, { names, most }]) => {
    const more = names.length - 1;
    const also =
      more === 0 ? '' : ` and such cells of ${more === 1 ? names[1] : `${counted(more)} more columns`}`;
    return {
      name: `${value} as a missing value`,
      options: { missing: [String(value)] },
      differs: `${counted(most)} cells of ${names[0]}${also} would be missing.`,
    };
  });
}

/** One note per sentinel value, with its columns. @param columns those read as numbers */
export function sentinelNotes(columns: readonly Column[]): ImportNote[] {
  return [...sentinelsIn(columns)].map(([value, { names, most, low }]) => {
    const [first, ...others] = names;
    const shown = others.slice(0, MOST_NAMES - 1);
    const rest = others.length - shown.length;
    const also =
      others.length === 0
        ? ''
        : `, also in ${shown.join(', ')}${rest > 0 ? ` and ${counted(rest)} more` : ''}`;
    return {
      column: first!,
      text: `${value} is the ${low ? 'lowest' : 'highest'} number by far, in ${counted(most)} cells${also}. If it stands for a missing value, declare it as missing: ${value}.`,
    };
  });
}
