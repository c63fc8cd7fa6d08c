import { describe, expect, it } from 'vitest';
import { hiddenLayer } from '../core/blocks/hidden';
import { fromQuery } from './files/link';
import { borderText, inputText, networkFacts, placeFor } from './layerFacts';
import { networks } from './networks/networks';

const digits = { inputs: 784, outputs: 10, shape: [1, 28, 28] };
const table = { inputs: 11, outputs: 1 };
const conv = (options = {}) => hiddenLayer('convolution', options);

describe('shapes', () => {
  it('an image is named height, width and channels; a table by its columns', () => {
    expect(inputText({ inputs: 3072, outputs: 10, shape: [3, 32, 16] })).toBe('32 × 16 × 3');
    expect(inputText(table)).toBe('11');
  });

  it('maps are counted, with what pooling leaves; units are numbers', () => {
    expect(borderText({ size: 25_088, shape: [32, 28, 28], pool: 2 })).toBe(
      '32 maps of 28 × 28, pooled to 14 × 14',
    );
    expect(borderText({ size: 49, shape: [1, 7, 7] })).toBe('1 map of 7 × 7');
    expect(borderText({ size: 1, shape: [1] })).toBe('1 number');
    expect(borderText({ size: 1500, shape: [1500] })).toBe('1,500 numbers');
  });
});

describe('networkFacts', () => {
  it('has the parameters and the forward operations of every layer, with and without biases', () => {
    const net = [conv({ kernel: 5, padding: 2 }), 1000];
    const { layers, parameters, misfit } = networkFacts(digits, net, true);
    expect(layers).toEqual([
      { output: '32 maps of 28 × 28, pooled to 14 × 14', parameters: 832, operations: 627_200 },
      { output: '1,000 numbers', parameters: 6_273_000, operations: 6_272_000 },
      { output: '10 numbers', parameters: 10_010, operations: 10_000 },
    ]);
    expect(parameters).toBe(832 + 6_273_000 + 10_010);
    expect(misfit).toBeUndefined();
    expect(networkFacts(digits, net, false).parameters).toBe(800 + 6_272_000 + 10_000);
  });

  it('vit-mnist has the published shapes and parameters', () => {
    const { experiment } = fromQuery(networks['vit-mnist'].query);
    const { layers, parameters } = networkFacts(digits, experiment.hidden, true);
    const norm = 2 * 32;
    const attention = 32 * 1536 + (512 * 32 + 32);
    const mlp = 32 * 128 + 128 + (128 * 32 + 32);
    const block = norm + attention + norm + mlp;
    expect(layers.map((layer) => [layer.output, layer.parameters])).toEqual([
      ['16 tokens of 32', 784 * 512 + 512 + block],
      ...Array(3).fill(['16 tokens of 32', block]),
      ['512 numbers', 512 * 512 + 512],
      ['10 numbers', 512 * 10 + 10],
    ]);
    expect(parameters).toBe(965_898);
  });

  it('says what does not fit by the block’s name, and nothing about the layers from there on', () => {
    const { layers, misfit, parameters } = networkFacts(digits, [500, conv({ channels: 4 }), 20], true);
    expect(layers).toHaveLength(1);
    expect(misfit?.layer).toBe(1);
    expect(misfit?.problem).toMatch(/^Convolution needs an image .* choose dense\.$/);
    expect(parameters).toBeUndefined();
  });
});

describe('placeFor', () => {
  it('a dense layer goes on top', () => {
    expect(placeFor(digits, [500, 300], 'dense')).toEqual({ place: 2, layer: 500 });
    expect(placeFor(table, [], 'dense')).toEqual({ place: 0, layer: 500 });
  });

  it('a convolution goes as high as it stands', () => {
    expect(placeFor(digits, [], 'convolution')).toEqual({ place: 0, layer: conv() });
    expect(placeFor(digits, [500], 'convolution')).toEqual({ place: 0, layer: conv() });
    expect(placeFor(digits, [conv(), 500], 'convolution')).toEqual({ place: 1, layer: conv() });
  });

  it('a residual layer is as wide as what enters it', () => {
    const residual = (units: number) => hiddenLayer('residual', { units });
    expect(placeFor(digits, [300, 20], 'residual')).toEqual({ place: 2, layer: residual(20) });
    expect(placeFor(table, [], 'residual')).toEqual({ place: 0, layer: residual(11) });
    expect(placeFor(digits, [conv({ channels: 2 })], 'residual')).toEqual({
      place: 1,
      layer: residual(2 * 14 * 14),
    });
    const images = { inputs: 12_288, outputs: 10, shape: [3, 64, 64] };
    expect(placeFor(images, [conv({ pool: 1 })], 'residual')).toEqual({
      problem: expect.stringMatching(/^Residual adds its .* Put a dense layer of/),
    });
  });

  it('where none leaves the others standing, it stands itself', () => {
    const net = [conv(), conv({ kernel: 14, padding: 0, pool: 1 })];
    expect(placeFor(digits, net, 'convolution')).toEqual({ place: 1, layer: conv() });
  });

  it('on a table it says why there is no place', () => {
    expect(placeFor(table, [20], 'convolution')).toEqual({
      problem: expect.stringMatching(/^Convolution needs an image or feature maps, and gets 11 numbers/),
    });
  });
});
