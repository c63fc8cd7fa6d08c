/**
 * The usual alternative: TensorFlow.js layers and `model.trainOnBatch`, with the same network, loss, initial
 * distribution, Adam, and batch gathering. It reads the loss back after each batch.
 */
import { initializers, type Layer, layers, type Sequential, sequential, train } from '@tensorflow/tfjs';
import type { BlockLayer, HiddenLayer } from '../../src/core/blocks/hidden';
import { createStream } from '../../src/core/random/rng';
import { disposeBatch, gatherBatch } from '../../src/core/samples/batches';
import type { Dataset } from '../../src/core/samples/dataset';
import { configOf, dataOf, netOf, type Shape } from '../shapes';
import type { MakeTrainer, Trainer } from './runner';

type Activation = 'tanh' | 'sigmoid' | 'relu' | 'linear';

/** U(±1/√fan_in), PyTorch's and ours. */
const initializer = (seed: number) =>
  initializers.varianceScaling({ scale: 1 / 3, mode: 'fanIn', distribution: 'uniform', seed });

/** A convolution keeps the size of its maps, whose channels are last, as is usual there. */
function convolution({ options }: BlockLayer, activation: Activation, seed: number): Layer[] {
  const { channels = 1, kernel = 1, stride = 1, padding = 0, pool = 1 } = options;
  if (stride !== 1 || 2 * padding !== kernel - 1) throw new Error('Its padding must keep the size.');
  const filters = { filters: channels, kernelSize: kernel, padding: 'same' } as const;
  return [
    layers.conv2d({ ...filters, activation, kernelInitializer: initializer(seed) }),
    layers.maxPooling2d({ poolSize: pool, strides: pool }),
  ];
}

function layersOf(layer: HiddenLayer, below: HiddenLayer, activation: Activation, seed: number): Layer[] {
  if (typeof layer !== 'number') return convolution(layer, activation, seed);
  const dense = layers.dense({ units: layer, activation, kernelInitializer: initializer(seed) });
  return typeof below === 'number' ? [dense] : [layers.flatten(), dense];
}

function createModel(shape: Shape): Sequential {
  const { activation, outputActivation, loss, learningRate } = configOf(shape, 'bp');
  const { inputs, shape: image, hidden, outputs } = netOf(shape);
  const all = [...hidden, outputs];
  const model = sequential();
  model.add(layers.inputLayer({ inputShape: [inputs] }));
  // Of one channel: the pixels' order is the same.
  if (image) model.add(layers.reshape({ targetShape: [...image.slice(1), 1] }));
  for (const [i, layer] of all.entries()) {
    const f = i < hidden.length ? activation : (outputActivation as 'sigmoid' | 'linear');
    for (const one of layersOf(layer, all[i - 1] ?? inputs, f, i)) model.add(one);
  }
  model.compile({
    optimizer: train.adam(learningRate, 0.9, 0.999, 1e-8),
    loss: loss === 'bce' ? 'binaryCrossentropy' : 'meanSquaredError',
  });
  return model;
}

function createTrainer(shape: Shape, data: Dataset): Trainer {
  const model = createModel(shape);
  const { size } = data.train;
  const order = createStream(0, 'batches', 1).permutation(size);
  let from = 0;
  return {
    step: async () => {
      const batch = gatherBatch(data, data.train, order.subarray(from, from + shape.batch));
      from += shape.batch;
      if (from + shape.batch > size) from = 0;
      await model.trainOnBatch(batch.x, batch.target);
      disposeBatch(batch);
    },
    settle: async () => undefined,
    dispose: () => model.dispose(),
  };
}

/** There is one subject at a time: see tfjsPeers.ts. */
export const tfjsTrainers: MakeTrainer = (shape, _subject, mnist) =>
  createTrainer(shape, dataOf(shape, mnist));
