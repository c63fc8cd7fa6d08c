/** Mutations of cells, columns and lines. Cells are split at the most frequent delimiter; quotes are ignored. */
import type { Stream } from '../../src/core/random/rng';
import { pick, repeat, token, utf8 } from './tokens';

/** @param text one character per byte */
export type Operator = (text: string, random: Stream) => string;
export type Operators = Readonly<Record<string, Operator>>;

export const delimiterOf = (text: string): string => {
  const first = text.slice(0, 2000);
  const marks = ['\t', ';', '|', ',', ' '];
  const most = marks.map((mark) => ({ mark, count: first.split(mark).length }));
  return most.reduce((a, b) => (b.count > a.count ? b : a)).mark;
};

const linesOf = (text: string): string[] => text.split('\n');

/** @param change applied to the cells of each line */
const perCells =
  (change: (random: Stream, width: number) => (cells: string[], line: number) => string[]): Operator =>
  (text, random) => {
    const mark = delimiterOf(text);
    const rows = linesOf(text).map((line) => line.split(mark));
    const widest = Math.max(1, ...rows.slice(0, 20).map(({ length }) => length));
    const one = change(random, widest);
    return rows.map((cells, i) => (cells.length < 2 ? cells : one(cells, i)).join(mark)).join('\n');
  };

const onLines =
  (change: (lines: string[], random: Stream) => void): Operator =>
  (text, random) => {
    const lines = linesOf(text);
    change(lines, random);
    return lines.join('\n');
  };

const someLine = (lines: readonly string[], random: Stream): number => random.below(lines.length);

const withCell = (change: (cell: string, random: Stream) => string): Operator =>
  onLines((lines, random) => {
    const mark = delimiterOf(lines.join('\n'));
    repeat(1 + random.below(4), () => {
      const i = someLine(lines, random);
      const cells = lines[i]!.split(mark);
      const j = random.below(cells.length);
      cells[j] = change(cells[j]!, random);
      lines[i] = cells.join(mark);
    });
  });

/** @param change applied to one column, below a possible header */
const withColumn = (change: (random: Stream) => (cell: string, line: number) => string): Operator =>
  perCells((random, width) => {
    const j = random.below(width);
    const one = change(random);
    return (cells, line) => (line === 0 || j >= cells.length ? cells : cells.with(j, one(cells[j]!, line)));
  });

const thousands = (cell: string, mark: string): string =>
  /^-?\d+(\.\d+)?$/.test(cell)
    ? cell.replace(
        /^(-?)(\d+)/,
        (_, sign, whole) => sign + (Number(whole) * 1000 + 234).toString().replace(/\B(?=(\d{3})+$)/g, mark),
      )
    : cell;

export const tableOperators: Operators = {
  'replace cells': withCell((_cell, random) => token(random)),
  'empty cells': withCell(() => ''),
  'extend cells': withCell((cell, random) => (random.below(2) ? token(random) + cell : cell + token(random))),
  'quote cells': withCell((cell) => `"${cell}"`),
  'replace a column': withColumn((random) => {
    const [a, b] = [token(random), token(random)];
    const every = 1 + random.below(4);
    return (_cell, line) => (line % every === 0 ? b : a);
  }),
  'some of a column': withColumn((random) => {
    const what = token(random);
    const share = random.uniform(0.05, 0.6);
    return (cell) => (random.next() < share ? what : cell);
  }),
  'count up': withColumn((random) => {
    const from = pick(random, [0, 1, 100, 1_700_000_000, 2 ** 53, 2 ** 24, 1e15]);
    return (_cell, line) => String(from + line);
  }),
  'add units': withColumn((random) => {
    const unit = utf8(
      pick(random, ['%', ' kg', ' m2', '\u20ac', ' \u00b0C', '*', 'x', ' May', ' Oak', ' years']),
    );
    const before = random.below(3) === 0;
    return (cell) => (before ? unit + cell : cell + unit);
  }),
  'mark thousands': withColumn((random) => {
    const mark = utf8(pick(random, ['.', "'", ' ', '\u202f', '\u00a0', '_', ',']));
    return (cell) => (mark === ',' ? `"${thousands(cell, mark)}"` : thousands(cell, mark));
  }),
  'decimal commas in a column': withColumn(
    () => (cell) => (/^-?\d+\.\d+$/.test(cell) ? `"${cell.replace('.', ',')}"` : cell),
  ),
  'pad cells': perCells((random) => {
    const space = utf8(pick(random, [' ', '  ', '\u00a0', '\t']));
    return (cells) => cells.map((cell, j) => (j % 2 ? space + cell : cell + space));
  }),
  'quote all': perCells(() => (cells) => cells.map((cell) => `"${cell.replaceAll('"', '')}"`)),
  'swap columns': perCells((random, width) => {
    const [a, b] = [random.below(width), random.below(width)];
    return (cells) => (Math.max(a, b) < cells.length ? cells.with(a, cells[b]!).with(b, cells[a]!) : cells);
  }),
  'repeat a column': perCells((random, width) => {
    const j = random.below(width);
    return (cells) => (j < cells.length ? [...cells, cells[j]!] : cells);
  }),
  'remove a column': perCells((random, width) => {
    const j = random.below(width);
    return (cells) => (j < cells.length ? cells.toSpliced(j, 1) : cells);
  }),
  'append a column': perCells((random) => {
    const what = pick(random, ['', '0', token(random)]);
    const named = random.below(2) === 0;
    return (cells, line) => [...cells, line === 0 && named ? 'more' : what];
  }),
  'long rows': onLines((lines, random) => {
    const mark = delimiterOf(lines.join('\n'));
    const i = someLine(lines, random);
    lines[i] += mark.repeat(1 + random.below(3)) + (random.below(2) ? '1' : '');
  }),
  'swap lines': onLines((lines, random) => {
    const [a, b] = [someLine(lines, random), someLine(lines, random)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
  }),
  'shuffle lines': onLines((lines, random) => {
    const from = random.below(2);
    const rest = lines.splice(from);
    for (const i of random.permutation(rest.length)) lines.push(rest[i]!);
  }),
  'repeat lines': onLines((lines, random) => {
    const i = someLine(lines, random);
    lines.splice(i, 0, ...lines.slice(i, i + 1 + random.below(5)));
  }),
  'remove lines': onLines((lines, random) => {
    lines.splice(someLine(lines, random), 1 + random.below(3));
  }),
  'copy the first line': onLines((lines, random) => {
    lines.splice(someLine(lines, random), 0, lines[0]!);
  }),
  'remove the first line': onLines((lines) => {
    lines.shift();
  }),
  'insert lines': onLines((lines, random) => {
    const what = pick(random, [
      '',
      ' ',
      '# a comment',
      'Table 1',
      'Source: somewhere, 2020',
      ',,,',
      ';;',
      '---',
      token(random),
    ]);
    lines.splice(
      random.below(2) ? random.below(3) : someLine(lines, random),
      0,
      ...Array<string>(1 + random.below(3)).fill(what),
    );
  }),
  'append lines': onLines((lines, random) => {
    lines.push(
      ...Array<string>(1 + random.below(3)).fill(
        pick(random, ['', ',,', ';;;', 'total', 'Total,100,200', '\u001a', 'EOF']),
      ),
    );
  }),
};
