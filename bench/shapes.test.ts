import { expect, it } from 'vitest';
import { configOf, dataOf, shapes, sizesOf } from './shapes';

it('reads layers from a name', () => {
  expect(sizesOf({ id: '784-500-10' })).toEqual([784, 500, 10]);
  const deep = sizesOf({ id: '784-64×100-10' });
  expect(deep).toHaveLength(102);
  expect(new Set(deep.slice(1, -1))).toEqual(new Set([64]));
});

it('sets up classes and numbers as the papers do', () => {
  const settings = shapes.map((shape) => {
    const { loss, outputActivation, errorTransform, batchSize } = configOf(shape, 'f3-error');
    return [shape.id, loss, outputActivation, errorTransform, batchSize];
  });
  expect(settings[0]).toEqual(['784-500-10', 'bce', 'sigmoid', 'one-hot', 50]);
  expect(settings[2]).toEqual(['14-500×5-1', 'mse', 'linear', 'raw', 512]);
});

it('draws samples of all classes and of the whole range', () => {
  const { train, inputs } = dataOf({ id: '20-5-10', batch: 1 });
  expect(train.inputs).toHaveLength(train.size * inputs);
  const labels = train.targets.kind === 'classes' ? train.targets.labels : new Uint8Array();
  expect(new Set(labels).size).toBe(10);
  const bytes = Float64Array.from(train.inputs).reduce((sum, byte) => sum + byte, 0) / train.inputs.length;
  expect(Math.abs(bytes - 127.5)).toBeLessThan(1);
});

it('draws numbers of mean 0 where there is one output', () => {
  const { train } = dataOf({ id: '3-5-1', batch: 1 });
  const values = train.targets.kind === 'values' ? train.targets.values : new Float32Array();
  expect(values).toHaveLength(train.size);
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.01);
  expect(values.every((value) => Math.abs(value) <= 1)).toBe(true);
});
