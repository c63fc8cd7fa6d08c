/**
 * The usual alternative: TensorFlow.js layers and `model.trainOnBatch`, with the same network, loss, initial
 * distribution, Adam, and batch gathering. It reads the loss back after each batch.
 */
import { initializers, layers, type Sequential, sequential, train } from '@tensorflow/tfjs';
import { createStream } from '../../src/core/random/rng';
import { disposeBatch, gatherBatch } from '../../src/core/samples/batches';
import type { Dataset } from '../../src/core/samples/dataset';
import { configOf, dataOf, type Shape, sizesOf } from '../shapes';
import type { MakeTrainer, Trainer } from './runner';

function createModel(shape: Shape): Sequential {
  const { activation, outputActivation, loss, learningRate } = configOf(shape, 'bp');
  const sizes = sizesOf(shape);
  const model = sequential();
  for (const [i, units] of sizes.slice(1).entries())
    model.add(
      layers.dense({
        units,
        inputShape: [sizes[i] as number],
        activation: i === sizes.length - 2 ? (outputActivation as 'sigmoid' | 'linear') : activation,
        // U(±1/√fan_in), PyTorch's and ours.
        kernelInitializer: initializers.varianceScaling({
          scale: 1 / 3,
          mode: 'fanIn',
          distribution: 'uniform',
          seed: i,
        }),
      }),
    );
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

/** There is one subject: PEER. */
export const tfjsTrainers: MakeTrainer = (shape, _subject, mnist) =>
  createTrainer(shape, dataOf(shape, mnist));
