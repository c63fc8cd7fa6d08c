import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { ruleIds, rules } from '../../../../core/rules';
import { filesOf } from '../../../../figures/file/svg';
import { nodesOf, textOf } from '../../../../figures/file/testSupport';
import { costDrawing, costRows } from './costFile';

const shape = {
  inputs: 784,
  hidden: [500, 300],
  outputs: 10,
  batchSize: 50,
  samples: 60_000,
  oneNumber: false,
  classes: true,
};
const { svg, rows } = filesOf(
  {
    title: 'Cost',
    caption: 'A model, not a measurement.',
    draw: () => costDrawing(ruleIds, shape),
    rows: () => costRows(ruleIds, shape),
  },
  { markup: renderToStaticMarkup, variable: () => '#123456' },
);

it('is exported with a row per rule, whose parts add up to its total', () => {
  expect(rows.slice(1).map(([name]) => name)).toEqual(ruleIds.map((id) => rules[id].name));
  for (const row of rows.slice(1)) {
    const numbers = row.slice(1).map(Number);
    const [parts, total, held, all] = [numbers.slice(0, 4), numbers[4], numbers.slice(5, 8), numbers[8]];
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    expect([sum(parts), sum(held)]).toEqual([total, all]);
  }
  // Backpropagation's deltas: 50 samples through W_2 and W_3.
  expect(rows.find(([name]) => name === 'BP')?.[2]).toBe(50 * (500 * 300 + 300 * 10));
});

it('is drawn with stacked bars, as long as their totals', () => {
  const nodes = nodesOf(svg);
  const bars = nodes.filter(({ name, attributes }) => name === 'rect' && attributes.height === '10');
  expect(bars).toHaveLength(4 * ruleIds.length);
  const ends = ruleIds.map((_, i) => {
    const own = bars
      .slice(4 * i, 4 * i + 4)
      .map(({ attributes }) => [Number(attributes.x), Number(attributes.width)]);
    own.slice(1).forEach(([x], k) => {
      const [before = 0, wide = 0] = own[k] ?? [];
      expect(x).toBeCloseTo(before + wide, 6);
    });
    const [x = 0, width = 0] = own[3] ?? [];
    return x + width - 100;
  });
  const totals = rows.slice(1).map((row) => Number(row[5]));
  ends.forEach((end, i) => {
    expect(end).toBeCloseTo((360 * (totals[i] as number)) / Math.max(...totals), 6);
  });
  expect(nodes.map(textOf)).toEqual(expect.arrayContaining(['F³-Error', 'PEPITA']));
});
