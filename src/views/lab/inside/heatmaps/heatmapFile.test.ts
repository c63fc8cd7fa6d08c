import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { rules } from '../../../../core/rules';
import { defaultExperiment } from '../../../../experiment/defaults';
import { filesOf } from '../../../../figures/file/svg';
import { nodesOf, textOf } from '../../../../figures/file/testSupport';
import { heatmapDrawing, heatmapRows } from './heatmapFile';
import type { HeatmapModel } from './heatmapModel';
import { matrixNames } from './matrixNames';

const shared = { locked: false, note: 'moving' } as const;
const model: HeatmapModel = {
  shape: [10, 500],
  rows: [0, 9],
  columns: [0, 250, 499],
  names: matrixNames(rules.dfa, defaultExperiment(), 1),
  alone: '',
  matrices: [
    { ...shared, what: 'feedback', label: 'B₁', values: Float32Array.of(1, -2, 0, 0.5, Number.NaN, 9), m: 2 },
    { ...shared, what: 'path', label: '−W₂ᵀ', values: undefined, m: 0 },
  ],
  correlation: null,
};
const files = (own: HeatmapModel) =>
  filesOf(
    {
      title: 'Feedback and weights',
      caption: 'B & W',
      draw: () => heatmapDrawing(own),
      rows: () => heatmapRows(own),
    },
    {
      markup: renderToStaticMarkup,
      variable: (name) => ({ '--diverging-high': '#00ff00' })[name] ?? '#000000',
    },
  );

it('has every known cell, with its indices in the full matrix', () => {
  const [B] = model.matrices;
  const { rows } = files(model);
  expect(rows[0]).toEqual(['row', 'unit', 'B₁']);
  expect(rows.slice(1).map(([row, unit]) => [row, unit])).toEqual(
    [0, 9].flatMap((row) => [0, 250, 499].map((unit) => [row, unit])),
  );
  expect(Float32Array.from(rows.slice(1), (row) => Number(row[2]))).toEqual(B?.values);
});

it('is drawn cell by cell: zeros in the background colour, values beyond the scale in the colour of its end', () => {
  const nodes = nodesOf(files(model).svg);
  const cells = nodes.filter(({ name, attributes }) => name === 'rect' && attributes.width === '12');
  expect(cells.map(({ attributes: { x, y } }) => [Number(x), Number(y)])).toEqual([
    [0, 0],
    [12, 0],
    [0, 12],
    [12, 12],
    [24, 12],
  ]);
  expect(cells.at(-1)?.attributes.fill).toBe('#00ff00');
  const texts = nodes.filter(({ name }) => name === 'text').map(textOf);
  expect(texts).toEqual(expect.arrayContaining(['B₁', '−W₂ᵀ', 'No values yet.', '−2 … 2']));
  const [width, height] = [nodes[0]?.attributes.width, nodes[0]?.attributes.height].map(Number);
  for (const { attributes } of cells) expect(Number(attributes.x) + 12).toBeLessThan(width as number);
  expect(height).toBeGreaterThan(2 * 48);
});
