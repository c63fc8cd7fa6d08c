import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { statistics } from '../../experiment/aggregate';
import { groupRuns } from '../../notebook/stats/group';
import { groupResults } from '../../notebook/stats/reached';
import { doneRun } from '../../notebook/stats/testSupport';
import { tableFormats } from '.';
import { groupTable } from './groups';
import { latexText } from './latex';
import { numberCell, spreadCell, spreadColumn, type Table } from './table';

const NASTY = 'µ_test & 50 % of "A, B" | $x^2$ #1 {~\\}';
const values = [0.1 + 0.2, 1 / 3, 0.9123456789012345];
const mean = statistics(values);

const table: Table = {
  title: NASTY,
  caption: 'MNIST · 784–500–10 · seeds 0-2',
  link: 'http://x.example/?rule=bp,drtp&hidden=5%2C5#compare/a_b',
  head: 'Algorithm',
  keys: ['algorithm', 'tag'],
  columns: [
    spreadColumn('Test accuracy', 'test_accuracy'),
    { name: 'Never measured', keys: ['never'] },
    { name: 'Loss', keys: ['loss'] },
  ],
  rows: [
    {
      name: `F³-Error · ${NASTY}`,
      parts: ['F³-Error', NASTY],
      cells: [
        spreadCell(
          mean,
          (value) => `${(100 * value).toFixed(2)}\u202f%`,
          (sd) => (100 * sd).toFixed(2),
        ),
        numberCell(undefined, String),
        numberCell(5e-324, (value) => value.toExponential(1).replace('-', '−')),
      ],
    },
    {
      name: 'BP',
      parts: ['BP', 'line\nbreak'],
      cells: [spreadCell(undefined, String, String), numberCell(undefined, String), numberCell(-2, String)],
    },
  ],
};

it('CSV reads back as the same numbers and texts; mean, deviation and number of runs are apart', () => {
  const { data, errors } = Papa.parse<Record<string, string>>(tableFormats.csv.write([table]), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  const [first, second] = data;
  expect(Object.keys(first ?? {})).toEqual([
    ...['algorithm', 'tag', 'test_accuracy_mean', 'test_accuracy_sd', 'test_accuracy_n', 'never', 'loss'],
  ]);
  expect([first?.algorithm, first?.tag, second?.tag]).toEqual(['F³-Error', NASTY, 'line\nbreak']);
  expect([first?.test_accuracy_mean, first?.test_accuracy_sd, first?.test_accuracy_n].map(Number)).toEqual([
    ...[mean?.mean, mean?.sd, 3],
  ]);
  expect([first?.loss, second?.loss].map(Number)).toEqual([5e-324, -2]);
  expect([first?.never, second?.test_accuracy_mean, second?.test_accuracy_n]).toEqual(['', '', '']);
});

it('CSV of several tables is one table, with all their columns', () => {
  const other: Table = {
    ...table,
    title: 'Other',
    columns: table.columns.slice(2),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.slice(2) })),
  };
  const { data } = Papa.parse<Record<string, string>>(tableFormats.csv.write([table, other]), {
    header: true,
    skipEmptyLines: true,
  });
  expect(data.map(({ experiment }) => experiment)).toEqual([NASTY, NASTY, 'Other', 'Other']);
  expect(data.map(({ loss }) => Number(loss))).toEqual([5e-324, -2, 5e-324, -2]);
  expect(data.map(({ test_accuracy_n }) => test_accuracy_n)).toEqual(['3', '', '', '']);
});

/** Cells of a GitHub Markdown row: bars that no backslash precedes separate them. */
const markdownCells = (line: string): readonly string[] =>
  line
    .replace(/^\| | \|$/g, '')
    .split(/(?<!\\) \| /)
    .map((cell) => cell.replace(/\\(?=[\\`*_|<>[\]#~])/g, ''));

it('Markdown has the texts of the page, and as many cells in every row', () => {
  const lines = tableFormats.markdown.write([table]).split('\n');
  const rows = lines.filter((line) => line.startsWith('| ') && !line.startsWith('| :--'));
  expect(rows.map(markdownCells)).toEqual([
    ['Algorithm', 'Test accuracy', 'Loss'],
    [`F³-Error · ${NASTY}`, '51.52\u00a0% ± 34.43', '4.9e−324'],
    ['BP', '–', '-2'],
  ]);
  expect(lines.find((line) => line.startsWith('| :--'))).toBe('| :-- | --: | --: |');
  expect(lines.at(-2)).toContain(`<${table.link}>`);
});

/** Fails where LaTeX would read a command, an alignment or a comment that is not meant; groups are balanced. */
function expectLatex(text: string): void {
  const bare = text
    .replace(/^%.*$/gm, '')
    .replace(/\\[\\&%$#_{}]/g, '')
    .replace(/\$[^$\n]*\$/g, '');
  const commands = [...bare.matchAll(/\\([a-zA-Z]+)/g)].map(([, name]) => name);
  expect([...new Set(commands)].sort()).toEqual([
    ...['begin', 'bottomrule', 'caption', 'centering', 'end', 'label', 'midrule', 'textasciicircum'],
    ...['textasciitilde', 'textbackslash', 'textbar', 'textsuperscript', 'toprule'],
  ]);
  expect(bare).not.toMatch(/[$%#^]/);
  let depth = 0;
  for (const letter of bare) {
    depth += letter === '{' ? 1 : letter === '}' ? -1 : 0;
    expect(depth).toBeGreaterThanOrEqual(0);
  }
  expect(depth).toBe(0);
}

it('LaTeX is a table of booktabs with escaped names and as many cells in every row', () => {
  const text = tableFormats.latex.write([table]);
  expectLatex(text);
  const rows = text.split('\n').filter((line) => line.endsWith(' \\\\'));
  const cells = rows.map((row) =>
    row
      .trim()
      .replace(/ \\\\$/, '')
      .split(/(?<!\\)&/),
  );
  expect(cells.map((row) => row.length)).toEqual([3, 3, 3]);
  expect(text).toContain('\\begin{tabular}{lrr}');
  expect(cells[1]?.slice(1).map((cell) => cell.trim())).toEqual(['51.52\\,\\% $\\pm$ 34.43', '4.9e$-$324']);
  expect(text).toContain(`% ${table.link}\n`);
  expect(text).toContain('784--500--10');
  for (const [open, close] of [
    ['\\begin{table}', '\\end{table}'],
    ['\\toprule', '\\midrule'],
    ['\\midrule', '\\bottomrule'],
  ] as const)
    expect(text.indexOf(open)).toBeLessThan(text.indexOf(close));
});

it('every special character of LaTeX is escaped, and only once', () => {
  expect(latexText('\\ & % $ # _ { } ~ ^')).toBe(
    '\\textbackslash{} \\& \\% \\$ \\# \\_ \\{ \\} \\textasciitilde{} \\textasciicircum{}',
  );
  expect(latexText('F³ µ ± −1.5\u202f% “a” 3×')).toBe(
    "F\\textsuperscript{3} $\\mu$ $\\pm$ $-$1.5\\,\\% ``a'' 3$\\times$",
  );
  expect(latexText('plain [a-z] text')).toBe('plain [a-z] text');
});

it('plain text aligns its columns', () => {
  const [title, ...lines] = tableFormats.text.write([table]).split('\n').slice(0, 2);
  expect(title).toBe(NASTY);
  expect(lines[0]).toMatch(/^ +Test accuracy {2}Never measured +Loss$/);
});

it('groups: what they are grouped by has columns of its own, and numbers are those of the runs', () => {
  const runs = [0, 1, 2].flatMap((seed) => [
    doneRun('bp', seed, 0.9 + seed / 100),
    doneRun('drtp', seed, 0.5 + seed / 100),
    doneRun('dfa', seed, 0.8 + seed / 100),
  ]);
  const groups = groupRuns(runs, ['rule', 'learningRate']);
  const results = groupResults(groups, 'testAccuracy', groups[0]?.key);
  const made = groupTable(
    groups.map((group) => ({
      ...group,
      name: group.parts.map(({ text }) => text).join(' · '),
      result: results.get(group.key) as NonNullable<ReturnType<typeof results.get>>,
    })),
    { task: 'classification', by: ['rule', 'learningRate'], nameOf: String, title: 'T', caption: '' },
  );
  const { data } = Papa.parse<Record<string, string>>(tableFormats.csv.write([made]), {
    header: true,
    skipEmptyLines: true,
  });
  expect(data.map(({ algorithm, learning_rate }) => [algorithm, Number(learning_rate)])).toEqual(
    groups.map(({ runs: [run] }) => [
      { bp: 'BP', drtp: 'DRTP', dfa: 'DFA' }[run?.spec.rule as 'bp'],
      run?.spec.learningRate,
    ]),
  );
  const dfa = data.find(({ algorithm }) => algorithm === 'DFA');
  expect(Number(dfa?.test_accuracy_mean)).toBeCloseTo(0.81, 14);
  expect(Number(dfa?.test_accuracy_sd)).toBeCloseTo(0.01, 14);
  expect([dfa?.test_accuracy_n, dfa?.runs_done, dfa?.runs]).toEqual(['3', '3', '3']);
  expect(Number(dfa?.to_baseline)).toBeCloseTo(-0.1, 14);
  expect(Number(dfa?.gap_closed)).toBeCloseTo(0.75, 14);
  const row = made.rows.find(({ name }) => name.startsWith('DFA'));
  expect(row?.cells.map(({ text }) => text).slice(0, 5)).toEqual([
    ...['3 of 3', '81.00\u202f% ± 1.00', '81.00\u202f% ± 1.00', '−10.00', '75\u202f%'],
  ]);
});
