import { engine } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../src/cli/backend';
import type { Dataset } from '../../src/core/samples/dataset';
import { tfjsTrainers } from './tfjs';
import { TFJS_CPU } from './tfjsPeers';

beforeAll(async () => {
  await startBackend('cpu');
});

const SIZE = 4;
const split = {
  size: SIZE,
  inputs: Uint8Array.from({ length: SIZE * 784 }, (_, i) => i % 251),
  targets: { kind: 'classes', labels: Uint8Array.of(0, 3, 6, 9) },
} as const;
const data: Dataset = {
  ...{ id: 'made', inputs: 784, outputs: 10, mean: 100, deviation: 70 },
  ...{ train: split, test: split },
};

/** Sizes of a net's parameters, after a step. */
async function sizesAfterStep(id: string): Promise<number[]> {
  const trainer = await tfjsTrainers({ id, batch: 2 }, TFJS_CPU, data);
  await trainer.step();
  const names = Object.entries(engine().registeredVariables);
  const sizes = names.flatMap(([name, { size }]) => (/kernel|bias/.test(name) ? [size] : []));
  trainer.dispose();
  return sizes.sort((a, b) => b - a);
}

it('trains the nets that the names mean', async () => {
  expect(await sizesAfterStep('784-7-10')).toEqual([784 * 7, 7 * 10, 10, 7]);
  const convolutional = [3 * 14 * 14 * 7, 3 * 5 * 5, 7 * 10, 10, 7, 3];
  expect(await sizesAfterStep('CONV_3_5_1_2_FC_7_FC_10')).toEqual(convolutional);
});

it('refuses convolutions that TensorFlow.js pads otherwise', () => {
  expect(() => tfjsTrainers({ id: 'CONV_3_5_1_1_FC_10', batch: 2 }, TFJS_CPU, data)).toThrow('padding');
});
