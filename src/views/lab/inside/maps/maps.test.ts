import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { denseShapes } from '../../../../core/blocks/chain';
import { hiddenLayer } from '../../../../core/blocks/hidden';
import type { Inspection } from '../../../../core/run/inspect/network';
import { defaultExperiment } from '../../../../experiment/defaults';
import { filesOf } from '../../../../figures/file/svg';
import { nodesOf } from '../../../../figures/file/testSupport';
import { inspection } from '../diagram/testSupport';
import type { InsideView } from '../useInsideView';
import { mapsDrawing, mapsRows } from './mapsFile';
import {
  attentionModel,
  attentionSummary,
  gridOf,
  mapsModel,
  mapsSummary,
  mapsText,
  type Pictures,
  pictureOf,
  pixelText,
  valueAt,
} from './mapsModel';
import { picturePlaces } from './picturePlaces';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const filters = [0, 1, 3, 4, 6, 7, 9, 10];
/** 11 maps of 28 × 28 of two channels: values are their own index. */
const seen: Inspection = {
  ...inspection,
  layers: [
    {
      ...{ layer: 2, size: 11 * 784, units: filters, activations: filters },
      maps: {
        channels: filters,
        rows: range(28),
        columns: range(28),
        values: Float32Array.from(range(8 * 784)),
      },
    },
  ],
  filters: {
    ...{ filters, channels: [0, 1], size: [3, 3], largest: 143 },
    values: Float32Array.from(range(8 * 2 * 9)),
  },
};
const view = (changes: Partial<InsideView> = {}): InsideView => ({
  experiment: {
    ...defaultExperiment('digits'),
    hidden: [2, 11].map((channels) => hiddenLayer('convolution', { channels, pool: 1 })),
  },
  ...{ rule: 'dfa', run: 'dfa-0', seed: 0, layer: 2, hidden: 2, sizes: [], shapes: denseShapes([]) },
  ...{ sample: 4, started: true, gone: undefined, inspection: seen, scales: {} },
  ...changes,
});
const model = mapsModel(view());
if (!model) throw new Error('There is no model.');
const [maps, kernels] = model.pictures as [Pictures, Pictures];

describe('feature maps and filters', () => {
  it('are there for a convolution alone', () => {
    expect(
      mapsModel(view({ experiment: { ...defaultExperiment('digits'), hidden: [20, 9] } })),
    ).toBeUndefined();
    expect(mapsText(model)).toBe('8 of 11 maps 28 × 28');
    expect(mapsSummary(model, 4)).toBe(
      'Hidden layer 2: 8 of 11 maps 28 × 28 of training sample no. 5, and the filters 3 × 3 that make them.',
    );
  });

  it('are read by map, channel and pixel', () => {
    expect(gridOf(maps)).toEqual({ rows: 28, columns: 8 * 28 });
    expect(pixelText(model, maps, { row: 4, column: 2 * 28 + 7 })).toBe('map 3, pixel (4, 7): 1,687');
    expect(gridOf(kernels)).toEqual({ rows: 6, columns: 24 });
    // The filter at place 2, its second channel, second row, third column.
    expect(valueAt(kernels, { row: 3 + 1, column: 2 * 3 + 2 })).toBe((2 * 2 + 1) * 9 + 3 + 2);
    expect(pixelText(model, kernels, { row: 4, column: 8 })).toBe('filter 3, channel 1, pixel (1, 2): 50.0');
    const before = mapsModel(view({ inspection: undefined }))?.pictures[0] as Pictures;
    expect(pixelText(model, before, { row: 0, column: 0 })).toBe('map 0, pixel (0, 0): no value yet');
  });

  it('have a place for every cell, which is found again by the pointer, and nothing in the gaps', () => {
    for (const pictures of [maps, kernels])
      for (const room of [200, 320, 900]) {
        const { cellOf, cellBox, width, height } = picturePlaces(pictures, room);
        if (room > 200) expect(width).toBeLessThanOrEqual(room);
        const [rows, columns] = pictures.size;
        for (const across of [0, 3, 7])
          for (const down of range(pictures.down))
            for (const [row, column] of [
              [0, 0],
              [rows - 1, columns - 1],
              [1, 2],
            ] as const) {
              const box = cellBox({ across, down }, { row, column });
              const [x, y] = [(box.left + box.width / 2) / width, (box.top + box.height / 2) / height];
              expect(cellOf(x, y)).toEqual({ row: down * rows + row, column: across * columns + column });
            }
      }
    const { cellOf, boxOf, width } = picturePlaces(maps, 320);
    const { left } = boxOf({ across: 1, down: 0 });
    expect(cellOf((left - 2) / width, 0.5)).toBeUndefined();
  });

  it('are exported with every pixel, and drawn with fewer', () => {
    const files = filesOf(
      { title: 'Maps', caption: 'Maps.', draw: () => mapsDrawing(model), rows: () => mapsRows(model) },
      { markup: renderToStaticMarkup, variable: () => '#123456' },
    );
    expect(files.rows[0]).toEqual(['what', 'map', 'channel', 'row', 'column', 'value']);
    expect(files.rows).toHaveLength(1 + 8 * 784 + 8 * 18);
    expect(files.rows.at(-1)).toEqual(['W₂', 10, 1, 2, 2, 143]);
    for (const { attributes } of nodesOf(files.svg))
      for (const value of Object.values(attributes)) expect(String(value)).not.toContain('NaN');
  });

  it('keep the arrays of their pictures while nothing new is seen', () => {
    expect([...(pictureOf(maps, { down: 0, across: 1 }) ?? [])]).toEqual(range(784).map((i) => 784 + i));
  });
});

describe('attention', () => {
  const attending: Inspection = {
    ...inspection,
    attention: {
      ...{ channels: [0, 1], rows: range(4), columns: range(4) },
      values: Float32Array.from(range(32), (i) => i / 100),
    },
  };
  const transformer = hiddenLayer('transformer', { heads: 2, tokens: 4, dims: 8 });
  const attentive = (changes: Partial<InsideView> = {}): InsideView =>
    view({
      experiment: { ...defaultExperiment('digits'), hidden: [transformer, 20] },
      ...{ layer: 1, inspection: attending },
      ...changes,
    });

  it('is a picture for each head: rows take from columns', () => {
    const model = attentionModel(attentive());
    const [own] = model?.pictures ?? [];
    if (!model || !own) throw new Error('no attention');
    expect(mapsText(model)).toBe('2 heads, 4 tokens');
    const drawn = mapsDrawing({ ...model, pictures: [{ ...own, m: 0.4 }] });
    expect(renderToStaticMarkup(drawn.content)).toContain('>0 … 0.4<');
    expect(own).toMatchObject({ label: 'A₁', across: 2, down: 1, size: [4, 4] });
    expect(pixelText(model, own, { row: 2, column: 4 + 1 })).toBe('head 1: token 2 takes 0.250 from token 1');
    expect(attentionSummary(model, 4)).toContain('each token of training sample no. 5');
    expect(mapsRows(model).slice(0, 3)).toEqual([
      ['what', 'head', 'token', 'of token', 'value'],
      ['A₁', 0, 0, 0, 0],
      ['A₁', 0, 0, 1, Math.fround(0.01)],
    ]);
  });

  it('is nowhere else, and has no value before training', () => {
    expect(attentionModel(attentive({ layer: 2 }))).toBeUndefined();
    expect(attentionModel(view())).toBeUndefined();
    expect(mapsModel(attentive())).toBeUndefined();
    const model = attentionModel({ ...attentive(), inspection: undefined });
    expect(pixelText(model as never, model?.pictures[0] as Pictures, { row: 0, column: 0 })).toBe(
      'head 0: token 0 takes what is not known yet from token 0',
    );
  });
});
