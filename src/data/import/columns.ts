/** A table in memory, and what its reader has to say of it. */
import type { Column } from './column';
import type { DecimalMark, Delimiter, ImportNote, OtherReading } from './table';

/** What was understood of a table's numbers. */
export interface NumberReading {
  readonly decimal: DecimalMark;
  readonly missingMarks: readonly string[];
  readonly otherReadings: readonly OtherReading[];
  readonly notes: readonly ImportNote[];
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
  readonly numbers?: NumberReading;
  /** Ways in which the layout could be another one. */
  readonly otherReadings?: readonly OtherReading[];
}

/** Names that are all different and not empty, with a note on each that had to be changed. */
export function columnNames(
  given: readonly string[],
  row: number,
): { readonly names: readonly string[]; readonly notes: readonly ImportNote[] } {
  const taken = new Set(given);
  const used = new Set<string>();
  const notes: ImportNote[] = [];
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
    const why = name === '' ? `column ${j + 1} has no name` : `two columns are named “${name}”`;
    notes.push({ row, column: own, text: `In the header ${why}: it is called “${own}” here.` });
    return own;
  });
  return { names, notes };
}
