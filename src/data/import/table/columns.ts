/** A table in memory, and what its reader has to say of it. */
import { count as counted } from '../../../core/format';
import { toldTogether } from '../alike';
import { someOf } from '../understood';
import type { Column } from './column';
import type { DecimalMark, Delimiter, ImportNote, OtherReading } from './table';

/** A mark that a person declared, and that stands in no cell. */
export interface UnmetMark {
  readonly mark: string;
  readonly as: 'missing' | 'not missing';
}

/** What was understood of a table's numbers. */
export interface NumberReading {
  readonly decimal: DecimalMark;
  /** Those that some cell has. */
  readonly missingMarks: readonly string[];
  readonly unmet: readonly UnmetMark[];
  readonly otherReadings: readonly OtherReading[];
  /** Whether nothing tells which mark is decimal: neither the file nor the person. */
  readonly undecided: boolean;
}

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** First rows as text, at most 5. */
  readonly firstRows: readonly (readonly string[])[];
  /** On the file as a whole and its header. */
  readonly notes: readonly ImportNote[];
  /** Of a CSV, as in `FileProfile`. */
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
  readonly headerRows?: number;
  readonly skipRows?: number;
  readonly quotes?: boolean;
  readonly numbers: NumberReading;
  /** Ways in which the layout could be another one. */
  readonly otherReadings?: readonly OtherReading[];
}

/** A column whose name the header does not give. */
export interface Renamed {
  /** Place of the column. */
  readonly place: number;
  /** In the header; empty where it has none. */
  readonly given: string;
  readonly name: string;
}

/** Names that are all different and not empty, and which of them had to be changed. */
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

/** One note for each name that several columns have, and one for those without. @param row of the header */
export function nameNotes(renamed: readonly Renamed[], row: number): readonly ImportNote[] {
  const groups = new Map<string, Renamed[]>();
  for (const one of renamed) groups.set(one.given, [...(groups.get(one.given) ?? []), one]);
  const nameless = groups.get('') ?? [];
  groups.delete('');
  const notes = [...groups].map(([given, changed]) => nameNote(row, given, changed));
  return [
    ...(nameless.length > 0 ? [nameNote(row, '', nameless)] : []),
    ...toldTogether(notes, (others) => `${counted(others)} more names stand above several columns.`),
  ];
}
