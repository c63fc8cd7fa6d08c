/** Detects file formats from the first bytes and the name. */
import { fileTypeHint } from '../fetch/fileTypeHint';
import { DataProblem } from '../spec';
import { encodingOf } from './csv/csvText';
import { headOf, type SourceFile } from './source';
import { textFormatOf } from './textFormats';

export type OwnFormat = 'csv' | 'npy' | 'idx';

const HEAD = 4096;

const starts = (head: Uint8Array, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte);
const startsText = (head: Uint8Array, text: string): boolean =>
  starts(head, ...Array.from(text, (character) => character.charCodeAt(0)));

export const isNpy = (head: Uint8Array): boolean => startsText(head, '\u0093NUMPY');

/** IDX magic: two zero bytes, element type, number of dimensions. */
export const isIdx = (head: Uint8Array): boolean =>
  starts(head, 0, 0) && head[2]! >= 0x08 && head[2]! <= 0x0e && head[3]! >= 1 && head[3]! <= 8;

const olderStata =
  'It is a Stata file: export it as CSV (export delimited), or with pandas: pd.read_stata(FILE).to_csv("data.csv", index=False).';

const known: readonly (readonly [string, string])[] = [
  ['%PDF', 'It is a PDF document.'],
  ['\u00ff\u00d8\u00ff', 'It is a JPEG image.'],
  ['GIF8', 'It is a GIF image.'],
  [
    'PAR1',
    'It is a Parquet file: save it as CSV, with pandas: pd.read_parquet(FILE).to_csv("data.csv", index=False).',
  ],
  [
    '\u0089HDF',
    'It is an HDF5 file: save its arrays as .npy, with h5py: np.save("features.npy", h5py.File(FILE)["X"]).',
  ],
  ['\u00d0\u00cf\u0011\u00e0', 'It is an old Excel or Office file: save it as CSV.'],
  [
    'MATLAB',
    'It is a MATLAB file: save its arrays as .npy, with SciPy: np.save("features.npy", scipy.io.loadmat(FILE)["X"]).',
  ],
  [
    'ARROW1',
    'It is an Arrow (Feather) file: save it as CSV, with pandas: pd.read_feather(FILE).to_csv("data.csv", index=False).',
  ],
  [
    'FEA1',
    'It is a Feather file: save it as CSV, with pandas: pd.read_feather(FILE).to_csv("data.csv", index=False).',
  ],
  ['Obj\u0001', 'It is an Avro file: save it as CSV.'],
  [
    'ORC',
    'It is an ORC file: save it as CSV, with pandas: pd.read_orc(FILE).to_csv("data.csv", index=False).',
  ],
  ['7z\u00bc\u00af', 'It is a 7-zip archive: unpack it first.'],
  ['Rar!', 'It is a RAR archive: unpack it first.'],
  ['BZh', 'It is compressed with bzip2: unpack it first.'],
  ['\u00fd7zXZ', 'It is compressed with xz: unpack it first.'],
  ['(\u00b5/\u00fd', 'It is compressed with zstd: unpack it first.'],
  ['$FL2', 'It is an SPSS file: export it as CSV.'],
  ['<stata_dta>', 'It is a Stata file: export it as CSV (export delimited).'],
  // Before version 13, in either byte order.
  ...[0x71, 0x72, 0x73].flatMap((version) =>
    [1, 2].map((order): readonly [string, string] => [String.fromCharCode(version, order, 1, 0), olderStata]),
  ),
  ['RDX', 'It is a data file of R: write it there as CSV (write.csv).'],
  ['RDA', 'It is a data file of R: write it there as CSV (write.csv).'],
  ['X\n\u0000\u0000', 'It is a data file of R: write it there as CSV (write.csv).'],
  ['SQLite', 'It is a database: save the table as CSV.'],
  [
    '\u0080\u0004',
    'It is a Python pickle: save its arrays with np.save, or a table as CSV, with pandas: pd.read_pickle(FILE).to_csv("data.csv", index=False).',
  ],
  [
    '\u0080\u0005',
    'It is a Python pickle: save its arrays with np.save, or a table as CSV, with pandas: pd.read_pickle(FILE).to_csv("data.csv", index=False).',
  ],
];

/** The first bytes as text. */
const textOf = (head: Uint8Array): string =>
  new TextDecoder(encodingOf(head))
    .decode(head)
    .replace(/\r\n?/g, '\n')
    .replace(/^\ufeff/, '');

/** Describes bytes that are not a table; undefined if they may be text. */
export function notText(name: string, head: Uint8Array): string | undefined {
  if (startsText(head, 'PK') && /\.npz$/i.test(name))
    return 'It is an NPZ archive: unpack it and choose its .npy files.';
  if (startsText(head, 'PK') && /\.(xlsx|ods)$/i.test(name)) return 'It is a spreadsheet: export it as CSV.';
  // A column may be called PK.
  const namedPk = startsText(head, 'PK') && head[2]! >= 32;
  const like =
    (namedPk ? undefined : fileTypeHint(head)) ??
    known.find(([magic]) => startsText(head, magic))?.[1] ??
    (isNpy(head) ? 'It is an NPY array: rename it to end in .npy.' : undefined) ??
    (isIdx(head) ? 'It is an IDX file.' : undefined);
  if (like !== undefined) return like;
  if (!encodingOf(head).startsWith('utf-16') && head.includes(0))
    return 'It is not text: it contains binary data.';
  return textFormatOf(textOf(head));
}

const hasName = ({ name }: SourceFile, endings: RegExp): boolean => endings.test(name.replace(/\.gz$/i, ''));

/** Delimiters. */
const marks = [',', ';', '\t', '|', '::', '^', '~', ' '];

/** Prose has colons too, but not equally many in every line. */
function colonsSeparate(lines: readonly string[]): boolean {
  const counts = new Set(lines.map((line) => line.split(':').length));
  return counts.size === 1 && !counts.has(1);
}

/** Whether some delimiter occurs in most of the first lines. */
function textLooksLikeTable(head: Uint8Array): boolean {
  const text = textOf(head);
  if (/^\s*[[{<]/.test(text)) return false;
  const whole = text.slice(0, text.lastIndexOf('\n') + 1) || text;
  const lines = whole.split('\n').filter((line) => line.trim() !== '');
  const rows = lines.filter((line) => !/^(?:#|%|\/\/)/.test(line));
  const seen = rows.length > 1 ? rows : lines;
  const often = (mark: string) => seen.filter((line) => line.includes(mark)).length > seen.length / 2;
  return seen.length > 1 && (marks.some(often) || colonsSeparate(seen));
}

/**
 * Format of a dropped file; undefined if unknown. For tables the file extension decides, so that the reader can report
 * what is wrong.
 */
export async function sniffOwn(file: SourceFile): Promise<OwnFormat | undefined> {
  const head = await headOf(file, HEAD).catch((reason: unknown) => {
    if (reason instanceof DataProblem) return undefined;
    throw reason;
  });
  if (head && isNpy(head)) return 'npy';
  if (head && isIdx(head)) return 'idx';
  if (hasName(file, /\.(csv|tsv)$/i)) return 'csv';
  if (hasName(file, /\.np[yz]$/i)) return 'npy';
  if (hasName(file, /(\.idx|idx\d-ubyte)$/i)) return 'idx';
  if (head === undefined || notText(file.name, head) !== undefined) return undefined;
  return textLooksLikeTable(head) ? 'csv' : undefined;
}

/** Describes a file that `sniffOwn` does not know, with advice; undefined if its bytes tell nothing. */
export async function describeUnsupported(file: SourceFile): Promise<string | undefined> {
  try {
    return notText(file.name, await headOf(file, HEAD));
  } catch (reason) {
    if (reason instanceof DataProblem) return reason.detail;
    throw reason;
  }
}
