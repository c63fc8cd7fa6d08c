/** Seed files of the fuzzer: the shared cases, if available, and our own small files; one or two files per sample. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { idxOf, npyOf } from '../../src/data/import/testSupport';

export interface RawFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files that are imported together. */
export interface Sample {
  readonly files: readonly RawFile[];
}

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const cases = `${shared}cases/`;
export const hasCases = existsSync(cases);

const table = (
  name: string,
  rows: number,
  line: (i: number) => string,
  head: readonly string[] = [],
): Sample => ({
  files: [
    {
      name,
      bytes: Buffer.from(
        [...head, ...Array.from({ length: rows }, (_, i) => line(i))].join('\n').concat('\n'),
      ),
    },
  ],
});

/** Pseudo-random values in 0 … n-1. */
const spread = (i: number, n: number): number => (i * 7919 + 13) % n;

const numbers = (count: number, at: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => at(i));

const array = (
  name: string,
  type: Parameters<typeof npyOf>[0],
  shape: readonly number[],
  at: (i: number) => number,
): RawFile => {
  const count = shape.reduce((a, b) => a * b, 1);
  return { name, bytes: npyOf(type, shape, numbers(count, at)) };
};

/** Each covers a kind of file that the cases lack. */
const own: readonly Sample[] = [
  table('plain.csv', 30, (i) => `${spread(i, 50) / 10},${spread(i, 31) - 15},${'abc'[i % 3]}`, ['x,y,kind']),
  table('semicolon.csv', 24, (i) => `${spread(i, 90)},${i % 10};${i * 3};${i % 2 ? 'yes' : 'no'}`, [
    'a;b;class',
  ]),
  table('tabs.tsv', 24, (i) => `${i}\t${spread(i, 17) * 0.25}\t${spread(i, 5)}\tg${i % 4}`, [
    'id\tv\tn\tgroup',
  ]),
  table('bars.txt', 20, (i) => `${spread(i, 9)}|${spread(i, 13)}|${i % 2}`),
  table('spaces.txt', 20, (i) => `  ${spread(i, 9)}.5   ${spread(i, 13)}  ${(i % 3) + 1}`),
  table('time.csv', 40, (i) => `${1_700_000_000 + 60 * i},${spread(i, 11)},${i % 4 < 2 ? 'u' : 'v'}`, [
    'time,w,class',
  ]),
  table('codes.csv', 30, (i) => `${['01234', '1234', '1E5', '100000'][i % 4]},${spread(i, 23)},${i % 2}`, [
    'code,m,y',
  ]),
  table('quoted.csv', 20, (i) => `"a ""${i % 3}"", b",${i},"1,${String(100 + i)}"`, ['"text, long",n,big']),
  table('gaps.csv', 30, (i) => `${i % 7 ? i : 'NA'},${i % 5 ? spread(i, 40) : ''},${i % 3 ? 'p' : 'q'}`, [
    'a,b,class',
  ]),
  table('sep.csv', 16, (i) => `${i};${i * i};${i % 2}`, ['sep=;', 'n;square;odd']),
  table('commented.csv', 16, (i) => `${i},${2 * i},${i % 2}`, ['# made by hand', '# a,b,class']),
  table('prices.csv', 24, (i) => `$${1000 + spread(i, 900)},${spread(i, 40)}%,${i % 3 ? 'sold' : 'open'}`, [
    'price,share,state',
  ]),
  table('weights.csv', 24, (i) => `${spread(i, 90)} kg,\u2212${spread(i, 17) / 10},${i % 2}`, [
    'mass,drop,class',
  ]),
  table('komma.csv', 24, (i) => `${1000 * (1 + spread(i, 80))};"${spread(i, 90)},${i % 10}";${i % 2}`, [
    'whole;part;y',
  ]),
  table(
    'dates.csv',
    24,
    (i) => `2020-01-${10 + (i % 20)},${i % 24}:30,${spread(i, 12)},${i % 2 ? 'a' : 'b'}`,
    ['day,time,v,class'],
  ),
  table('codes of places.csv', 24, (i) => `0${1000 + spread(i, 7)},${spread(i, 21)},${i % 3}`, [
    'zip,v,class',
  ]),
  { files: [array('matrix.npy', '<f8', [12, 3], (i) => spread(i, 29) / (i % 3 === 2 ? 29 : 4))] },
  {
    files: [array('whole.npy', '<i8', [20, 3], (i) => (i % 3 === 2 ? i % 2 : 1_700_000_000 + spread(i, 90)))],
  },
  {
    files: [
      array('X.npy', '<f4', [12, 4], (i) => spread(i, 29) / 8),
      array('y.npy', '<i8', [12], (i) => i % 3),
    ],
  },
  {
    files: [
      array('inputs.npy', '<f8', [14, 2], (i) => 1e6 + spread(i, 29) / 8),
      array('targets.npy', '<f8', [14], (i) => spread(i, 13) / 3),
    ],
  },
  {
    files: [
      {
        name: 'images.idx',
        bytes: idxOf(
          [10, 3, 3],
          numbers(90, (i) => spread(i, 256)),
        ),
      },
      {
        name: 'labels.idx',
        bytes: idxOf(
          [10],
          numbers(10, (i) => i % 2),
        ),
      },
    ],
  },
];

function casesIn(folder: string): Sample[] {
  const names = readdirSync(folder).filter((name) => /\.(csv|tsv|txt|npy|idx)$/.test(name));
  const read = (name: string): RawFile => ({ name, bytes: readFileSync(folder + name) });
  return names
    .filter((name) => !name.endsWith('-y.npy'))
    .sort()
    .map((name) => {
      const labels = name.replace(/-X\.npy$/, '-y.npy');
      return { files: labels === name ? [read(name)] : [read(name), read(labels)] };
    });
}

/** The first lines of published data sets. */
function beginnings(folder: string): Sample[] {
  const files = ['wine-quality/winequality-red.csv', 'adult/adult.data.gz', 'sgemm/sgemm_product.csv.gz'];
  return files
    .filter((file) => existsSync(folder + file))
    .map((file) => {
      const bytes = readFileSync(folder + file);
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      const name = file
        .replace(/^.*\//, '')
        .replace(/\.gz$/, '')
        .replace(/\.data$/, '.csv');
      return { files: [{ name, bytes: Buffer.from(text.split('\n').slice(0, 80).join('\n'), 'latin1') }] };
    });
}

/** @param all whether to include the cases beside the checkout; this changes which file a mutant's number means */
export function samples(all: boolean): Sample[] {
  if (!all) return [...own];
  return [...own, ...(hasCases ? casesIn(cases) : []), ...beginnings(`${shared}data/`)];
}
