/** A table in memory, with its reader's notes. */
import { count as counted } from '../../../core/format';
import { collapseNotes } from '../collapseNotes';
import { someOf } from '../readingLines';
import type { Column } from './column';
import type { DecimalMark, Delimiter, ImportNote, OtherReading } from './table';

/** A declared mark that no cell has. */
export interface UnmetMark {
  readonly mark: string;
  readonly as: 'missing' | 'not missing';
}

/** How a table's numbers were read. */
export interface NumberReading {
  readonly decimal: DecimalMark;
  /** Marks that occur in cells. */
  readonly missingMarks: readonly string[];
  readonly unmet: readonly UnmetMark[];
  readonly otherReadings: readonly OtherReading[];
  /** Whether neither the file nor the user determines the decimal mark. */
  readonly undecided: boolean;
}

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** First rows as text, at most 5. */
  readonly firstRows: readonly (readonly string[])[];
  /** Notes on the file and its header. */
  readonly notes: readonly ImportNote[];
  /** For CSV, as in `FileProfile`. */
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
  readonly headerRows?: number;
  readonly skipRows?: number;
  readonly quotes?: boolean;
  readonly numbers: NumberReading;
  /** Alternative layouts. */
  readonly otherReadings?: readonly OtherReading[];
}

/** A column whose name differs from the header. */
export interface Renamed {
  /** Column index. */
  readonly place: number;
  /** Name in the header; may be empty. */
  readonly given: string;
  readonly name: string;
}

/** Makes names unique and non-empty, and lists the changed ones. */
export function columnNames(given: readonly string[]): {
  readonly names: readonly string[];
  readonly renamed: readonly Renamed[];
} {
  const taken = new Set(given);
  const used = new Set<string>();
  const renamed: Renamed[] = [];
  const free = (name: string): string => {
    for (let n = 2; ; n++) if (!taken.has(`${name} (${n})`)) return `${name} (${n})`;
  };
  const names = given.map((name, j) => {
    if (name !== '' && !used.has(name)) {
      used.add(name);
      return name;
    }
    const plain = `c${j + 1}`;
    const own = name === '' && !taken.has(plain) ? plain : free(name || plain);
    taken.add(own);
    used.add(own);
    renamed.push({ place: j, given: name, name: own });
    return own;
  });
  return { names, renamed };
}

function nameNote(row: number, given: string, changed: readonly Renamed[]): ImportNote {
  const n = changed.length;
  const names = someOf(changed.map(({ name }) => `“${name}”`));
  const places = someOf(changed.map(({ place }) => counted(place + 1)));
  const what =
    given !== ''
      ? `${n === 1 ? 'two' : counted(n + 1)} columns are named “${given}”: ${n === 1 ? 'the second one is' : 'those behind the first one are'}`
      : n === 1
        ? `column ${places} has no name: it is`
        : `columns ${places} have no names: they are`;
  return { row, column: changed[0]!.name, text: `In the header ${what} called ${names} here.` };
}

/** One note per duplicate name, and one for missing names. @param row the header's row */
export function nameNotes(renamed: readonly Renamed[], row: number): readonly ImportNote[] {
  const groups = new Map<string, Renamed[]>();
  for (const one of renamed) groups.set(one.given, [...(groups.get(one.given) ?? []), one]);
  const nameless = groups.get('') ?? [];
  groups.delete('');
  const notes = [...groups].map(([given, changed]) => nameNote(row, given, changed));
  return [
    ...(nameless.length > 0 ? [nameNote(row, '', nameless)] : []),
    ...collapseNotes(notes, (others) => `${counted(others)} more names stand above several columns.`),
  ];
}
