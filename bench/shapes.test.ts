import { expect, it } from 'vitest';
import { operations } from '../src/core/cost/cost';
import { rules } from '../src/core/rules';
import { CONV_MNIST, configOf, costShapeOf, dataOf, hasConvolutions, netOf, shapes, sizesOf } from './shapes';

it('reads layers from a name', () => {
  expect(sizesOf({ id: '784-500-10' })).toEqual([784, 500, 10]);
  const deep = sizesOf({ id: '784-64×100-10' });
  expect(deep).toHaveLength(102);
  expect(new Set(deep.slice(1, -1))).toEqual(new Set([64]));
});

it('reads a topology on MNIST, with borders before pooling', () => {
  const { inputs, shape, hidden, outputs } = netOf({ id: CONV_MNIST });
  const options = { channels: 32, kernel: 5, stride: 1, padding: 2, pool: 2 };
  expect([inputs, shape, outputs]).toEqual([784, [1, 28, 28], 10]);
  expect(hidden).toEqual([{ block: 'convolution', options }, 1000]);
  expect(sizesOf({ id: CONV_MNIST })).toEqual([784, 32 * 28 * 28, 1000, 10]);
  expect(shapes.filter(hasConvolutions)).toEqual([{ id: CONV_MNIST, batch: 60 }]);
  expect(configOf({ id: CONV_MNIST, batch: 60 }, 'bp')).toMatchObject({ hidden, batchSize: 60, loss: 'bce' });
});

it('counts multiply-adds of a forward pass', () => {
  const forward = (id: string): number => operations(rules.bp, costShapeOf({ id, batch: 60 })).forward;
  expect(forward('784-500-10')).toBe(60 * (784 * 500 + 500 * 10));
  expect(forward(CONV_MNIST)).toBe(60 * (28 * 28 * 5 * 5 * 32 + 32 * 14 * 14 * 1000 + 1000 * 10));
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

it('gives images their shape', () => {
  const labels = new Uint8Array(10);
  const train = { size: 10, inputs: new Uint8Array(7840), targets: { kind: 'classes', labels } } as const;
  const flat = { id: 'mnist', inputs: 784, outputs: 10, mean: 0, deviation: 1, train, test: train };
  expect(dataOf({ id: '784-10', batch: 1 }, flat).shape).toBeUndefined();
  expect(dataOf({ id: CONV_MNIST, batch: 1 }, flat).shape).toEqual([1, 28, 28]);
});
