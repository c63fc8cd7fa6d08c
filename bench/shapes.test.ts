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

it('draws samples of all classes, as many bytes of them 0 as of MNIST’s', () => {
  const { train, inputs } = dataOf({ id: '20-5-10', batch: 1 });
  expect(train.inputs).toHaveLength(train.size * inputs);
  const labels = train.targets.kind === 'classes' ? train.targets.labels : new Uint8Array();
  expect(new Set(labels).size).toBe(10);
  const entries = Uint8Array.from(train.inputs).reduce((count, byte) => count + Number(byte !== 0), 0);
  expect(Math.abs(entries / train.inputs.length - 0.1912)).toBeLessThan(0.001);
});

it('draws numbers of mean 0 where there is one output', () => {
  const { train } = dataOf({ id: '3-5-1', batch: 1 });
  const values = train.targets.kind === 'values' ? train.targets.values : new Float32Array();
  expect(values).toHaveLength(train.size);
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.01);
  expect(values.every((value) => Math.abs(value) <= 1)).toBe(true);
});

it('takes MNIST for nets of its shape', () => {
  const shape = (id: string) => ({ id, batch: 1 });
  const { train } = dataOf(shape('20-5-10'));
  const mnist = { ...dataOf(shape('20-5-10')), mean: 5, test: train };
  const taken = dataOf(shape('20-7-10'), mnist);
  expect([taken.train, taken.mean, taken.test.size]).toEqual([mnist.train, 5, 10]);
  expect(dataOf(shape('19-7-10'), mnist).inputs).toBe(19);
});
