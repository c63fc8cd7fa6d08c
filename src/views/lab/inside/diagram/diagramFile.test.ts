import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { denseShapes } from '../../../../core/blocks/chain';
import { type RuleId, rules } from '../../../../core/rules';
import { defaultExperiment } from '../../../../experiment/defaults';
import { filesOf } from '../../../../figures/file/svg';
import { nodesOf, textOf } from '../../../../figures/file/testSupport';
import type { InsideView } from '../useInsideView';
import { diagramCaption, diagramDrawing, diagramRows } from './diagramFile';
import { lanesOf } from './feedback/lanes';
import { inspection, layout } from './testSupport';
import type { DiagramParts } from './useDiagramParts';

const viewOf = (rule: RuleId): InsideView => ({
  experiment: { ...defaultExperiment(), hidden: [500, 300] },
  ...{ rule, run: `${rule}-0`, seed: 0, layer: 1, hidden: 2, sizes: [784, 500, 300, 10] },
  shapes: denseShapes([784, 500, 300, 10]),
  ...{ sample: 0, started: true, gone: undefined, inspection, scales: {} },
});
const icon = {
  values: Float32Array.from({ length: 55 }, (_, i) => i / 100),
  rows: [0, 2, 5, 7, 9],
  columns: [0, 50, 100, 150, 200, 250, 299, 349, 399, 449, 499],
  names: { row: 'row', columnText: (unit: number) => `unit ${unit}` },
  m: 1,
};
function fileOf(rule: RuleId, picture?: string) {
  const { weights } = lanesOf(rules[rule], layout);
  const own = weights.filter(({ layer }) => layer !== undefined);
  const parts: DiagramParts = {
    pictures: own.map((one) => ({ weights: one, icon })),
    icons: new Map(own.map(({ layer }) => [layer as number, icon])),
    ...{ drawn: 'seed 0', target: undefined, signal: undefined },
  };
  const diagram = { view: viewOf(rule), layout, parts };
  return filesOf(
    {
      title: 'Network',
      caption: diagramCaption(diagram.view),
      draw: () => diagramDrawing(diagram, picture),
      rows: () => diagramRows(diagram),
    },
    { markup: renderToStaticMarkup, variable: () => '#123456' },
  );
}

describe('the network as a file', () => {
  it('has its caption, layers, feedback weights and sample', () => {
    const nodes = nodesOf(fileOf('f3-error', 'data:image/png;base64,AAAA').svg);
    expect(textOf(nodes.find(({ name }) => name === 'desc'))).toBe(
      'F³-Error: feedback from the error memory to hidden layers 1 and 2. ' +
        'Hidden layers learn during the forward pass: nothing waits for the output.',
    );
    const texts = nodes.filter(({ name }) => name === 'text').map(textOf);
    expect(texts).toEqual(expect.arrayContaining(['x784', 'h₁500', 'h₂300', 'y10', 'B₁', 'B₂']));
    const image = nodes.find(({ name }) => name === 'image')?.attributes;
    expect(image?.href).toBe('data:image/png;base64,AAAA');
    const units = nodes.filter(({ name, attributes }) => name === 'circle' && attributes.class === 'unit');
    expect(units).toHaveLength(
      layout.columns.reduce((n, { image: is, units: all }) => n + (is ? 0 : all.length), 0),
    );
    const cells = nodes.filter(({ name, attributes }) => name === 'rect' && attributes.width === '4');
    expect(cells.length).toBeGreaterThan(2 * 5 * 4);
  });
  it('has every known value once', () => {
    const [head, ...rows] = fileOf('f3-error').rows;
    expect(head).toEqual(['what', 'value']);
    expect(new Set(rows.map(([what]) => what)).size).toBe(rows.length);
    const values = new Map(rows.map(([what, value]) => [what, value]));
    for (const { layer, units, activations } of inspection.layers)
      if (layer === 1)
        units.forEach((unit, i) => {
          expect(values.get(`h₁, unit ${unit}`)).toBe(activations[i]);
        });
    expect(values.get('W₁, input 78 to unit 100')).toBe(inspection.wires[0]?.weights[13]);
    expect([...values.keys()].some((what) => String(what).startsWith('W₂'))).toBe(false);
  });
  it('has no feedback weights for backpropagation', () => {
    const { rows, svg } = fileOf('bp');
    expect(rows.some(([what]) => String(what).startsWith('B'))).toBe(false);
    expect(nodesOf(svg).some(({ name }) => name === 'image')).toBe(false);
  });
});
