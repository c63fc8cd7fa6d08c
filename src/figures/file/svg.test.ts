import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { tableOf } from '../../views/charts/table/rows';
import { textWidth } from '../axes/textWidth';
import { linearAxis } from '../axes/valueAxis';
import { epochAxis } from '../axes/xAxis';
import { LineDrawing } from '../lines/LineDrawing';
import { columnsFrom, type Line } from '../lines/line';
import { rowsOf } from '../lines/rows';
import type { LineSpec } from '../lines/spec';
import { lookTokens } from '../theme/looks';
import { filesOf, withMixes, withValues, wrapped } from './svg';
import { nodesOf, textOf } from './testSupport';

const tokens = readFileSync('src/figures/theme/tokens.css', 'utf8') + lookTokens();
const variable = (name: string): string => new RegExp(`${name}: ([^;]+);`).exec(tokens)?.[1] ?? '';

const values = [0.1 + 0.2, 1 / 3, 5e-324, 0.75, 0.5];
const lineOf = (rule: 'bp' | 'f3-error', name: string, shift: number): Line => ({
  ...{ key: rule, rule, name },
  points: columnsFrom(values.map((y, x) => ({ x: x + 1, y: y + shift }))),
});
const spec: LineSpec = {
  ...{ title: 'Loss & "accuracy" <1>', x: epochAxis(5, 10), y: linearAxis([0, 2]) },
  lines: [lineOf('bp', 'BP', 0), lineOf('f3-error', 'F³-Error', 1)],
  valueText: String,
  shade: { to: 1, note: 'the first' },
  ...{ labelRoom: 126, narrow: false, whole: true },
};
const size = { width: 640, height: 360 };
const caption =
  'After epoch 5: BP 0.5 & F³-Error 1.5, where a < b, in a sentence that is too long for a single row of a picture that is as wide as this one, though not by much.';
const { svg, csv, rows } = filesOf(
  {
    ...{ title: spec.title, caption, rows: () => rowsOf(spec) },
    draw: () => ({ ...size, content: createElement(LineDrawing, { spec, size }) }),
  },
  { markup: renderToStaticMarkup, variable },
);

describe('a figure as a file', () => {
  const nodes = nodesOf(svg);
  const texts = nodes.filter(({ name }) => name === 'text').map(textOf);

  it('is XML with title and caption, as metadata and as visible text', () => {
    expect(nodes[0]?.name).toBe('svg');
    expect(nodes[0]?.attributes.xmlns).toBe('http://www.w3.org/2000/svg');
    const said = (name: string) => textOf(nodes.find((node) => node.name === name));
    expect([said('title'), said('desc')]).toEqual([spec.title, caption]);
    expect(texts[0]).toBe(spec.title);
    expect(texts.slice(-2).join(' ')).toBe(caption);
    expect(texts).toEqual(expect.arrayContaining(['BP', 'F³-Error', 'epoch', 'the first']));
  });
  it('has every point of its table, in full precision and in the drawing', () => {
    const told = textOf(nodes.find(({ name }) => name === 'metadata'));
    expect(told).toBe(csv);
    const [head, ...lines] = csv
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(head).toEqual(['algorithm', 'epoch', 'value']);
    const table = tableOf(spec, false);
    const cells = table.rows.flatMap(({ key, cells: own }) => own.map((cell) => [key, cell]));
    expect(cells).toHaveLength(10);
    for (const cell of cells) expect(lines.map((line) => line.slice(1).map(Number))).toContainEqual(cell);
    expect(rows).toHaveLength(lines.length + 1);
    const curves = nodes.filter(({ attributes }) => attributes.class?.startsWith('curve'));
    const points = curves.map(({ attributes }) => attributes.d?.split(/[ML]/).length ?? 0);
    expect(points).toEqual([6, 6]);
  });
  it('is self-contained: custom properties are replaced by light colours', () => {
    expect(svg).not.toContain('var(');
    expect(svg).not.toContain('light-dark');
    const strokes = nodes.map(({ attributes }) => attributes.stroke);
    expect(strokes).toEqual(expect.arrayContaining(['#15181d', '#0e8a56', '#ececE7'.toLowerCase()]));
    expect(nodes.find(({ name }) => name === 'rect')?.attributes.fill).toBe('#ffffff');
  });
});

it('an unknown property resolves to its fallback, then to that one’s fallback, then to currentColor', () => {
  const of = (name: string) => ({ '--a': 'light-dark(#111, #eee)', '--b': '#222' })[name] ?? '';
  expect(withValues('var(--a) var(--b, red) var(--c, var(--a)) var(--c, var(--d, blue)) var(--c)', of)).toBe(
    '#111 #222 #111 blue currentColor',
  );
});

it('a caption is wrapped into rows that fit, and loses no word', () => {
  const rowsIn = wrapped(caption, 200);
  expect(rowsIn.join(' ')).toBe(caption);
  expect(rowsIn.length).toBeGreaterThan(2);
  expect(wrapped('', 200)).toEqual([]);
});

it('a word wider than its row is broken after punctuation, and nothing of it is lost', () => {
  const link =
    'http://lab.example/?rule=bp,drtp,f3-error&hidden=500x30&learning-rate=0.001,drtp=0.002&epochs=3';
  for (const width of [40, 120, 200, 333]) {
    const rowsIn = wrapped(`See ${link}`, width);
    expect(rowsIn.join('')).toBe(`See${link}`);
    for (const row of rowsIn) expect(textWidth(row, 11)).toBeLessThanOrEqual(width);
  }
  expect(wrapped(link, 200)[0]).toMatch(/[=,&-]$/);
  const [first, ...others] = wrapped('x'.repeat(100), 100);
  expect(first).toMatch(/^x{10,}$/);
  expect([first, ...others].join('')).toHaveLength(100);
});

it('what led to the figure is under its caption, with addresses as links', () => {
  const href = 'http://lab.example/?a=1&b=<2>';
  const about = () => ({
    subject: 'MNIST',
    lines: ['MNIST · Adam & seeds 0-2', 'F³ Lab 1.2.3'],
    links: [href],
  });
  const parts = {
    ...{ title: 'Loss', caption: 'Short.', rows: () => [['a'], [1]], about },
    draw: () => ({ ...size, content: null }),
  };
  const nodes = nodesOf(filesOf(parts, { markup: renderToStaticMarkup, variable }).svg);
  const said = nodes.filter(({ name }) => name === 'text').map(textOf);
  expect(said).toEqual(['Loss', 'Short.', 'MNIST\u00a0· Adam & seeds 0-2', 'F³ Lab 1.2.3', href]);
  expect(nodes.find(({ name }) => name === 'a')?.attributes.href).toBe(href);
  expect(textOf(nodes.find(({ name }) => name === 'desc'))).toBe(
    `Short.\nMNIST · Adam & seeds 0-2\nF³ Lab 1.2.3\n${href}`,
  );
  // Each row lies within the picture, and below the one before.
  const ys = nodes.filter(({ name }) => name === 'text').map(({ attributes }) => Number(attributes.y));
  expect(ys).toEqual(ys.toSorted((a, b) => a - b));
  expect(new Set(ys).size).toBe(ys.length);
  expect(ys.at(-1)).toBeLessThan(Number(nodes[0]?.attributes.height) - 8);
});

it('color-mix() is resolved channel by channel', () => {
  const mix = (percent: number) => withMixes(`fill="color-mix(in srgb, #ff0010 ${percent}%, #00ff20)"`);
  expect([0, 100, 40].map(mix)).toEqual(['fill="#00ff20"', 'fill="#ff0010"', 'fill="#66991a"']);
});
