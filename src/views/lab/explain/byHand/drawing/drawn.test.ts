/** From strokes to answers, as the page does it, against `predict` on the same pixels as a test sample. */
import { tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRun } from '../../../../../core/run/run';
import type { RunState } from '../../../../../core/run/state';
import { gatherBatch } from '../../../../../core/samples/batches';
import type { Dataset } from '../../../../../core/samples/dataset';
import { tinyConfig, useCpu } from '../../../../../core/testSupport';
import { predict } from '../../../../../core/trainer/evaluate';
import { digits } from '../../../../../data/sets/digits';
import { mnist } from '../../../../../data/sets/mnist';
import type { DatasetSpec } from '../../../../../data/spec';
import { loadReal, loadWith, realFiles } from '../../../../../data/testSupport';
import { answerRows } from '../answers/answerRows';
import { drawnAs, fitted } from './digit';
import { withLevels } from './levels';
import { inkOf, type Stroke } from './strokes';

beforeAll(useCpu);

const drawings: readonly (readonly Stroke[])[] = [
  [[0.5, 0.1, 0.5, 0.9]],
  [Array.from({ length: 80 }, (_, i) => 0.5 + (i % 2 ? 0.4 * Math.sin(i / 12) : 0.25 * Math.cos(i / 12)))],
  [[0.2, 0.15, 0.8, 0.15, 0.4, 0.9]],
];
const rules = ['bp', 'f3-error'] as const;

/** Two epochs on the first training samples. */
const part = (data: Dataset, size: number): Dataset => ({
  ...data,
  train: { ...data.train, size },
  test: { ...data.test, size: 100 },
});

async function expectSameAnswers({ image, drawn }: DatasetSpec, data: Dataset): Promise<void> {
  if (!image) throw new Error(`${data.id} has no images.`);
  for (const rule of rules) {
    let state: RunState | undefined;
    const run = createRun(tinyConfig({ rule, hidden: [16], epochs: 2, batchSize: 50 }), part(data, 1000), {
      beforeBatch: async (own) => {
        state = own;
      },
    });
    for (let last = ''; last !== 'summary'; ) last = (await run.events.next()).value?.type ?? 'summary';
    for (const strokes of drawings) {
      const ink = fitted(inkOf(strokes), image, drawnAs(image, drawn));
      const inputs = ink && withLevels(ink, data);
      if (!inputs || !state) throw new Error('There is nothing to compare.');
      const { net } = state;
      const answers = await run.inspect('answers', { inputs: Array.from(inputs) });
      const sample = { ...data.test, size: 1, inputs };
      const y = tidy(() => predict(net, gatherBatch(data, sample, Uint32Array.of(0)).x).dataSync());
      expect(answers?.outputs).toEqual(Float32Array.from(y));
      const wording = { activation: 'sigmoid', classes: true, name: String, targetScale: undefined } as const;
      const ref = { id: 'one', rule, seed: 0 };
      const [row] = answerRows([ref], new Map(answers ? [['one', answers]] : []), wording, () => undefined);
      expect(row?.answer).toBe(String(y.indexOf(Math.max(...y))));
      expect(row?.certainty).toBe(Math.max(...y));
    }
    await run.events.return();
  }
}

it('a drawn digit gets the answer that predict gives the same image of the built-in digits', async () => {
  await expectSameAnswers(digits, await loadWith(digits, async () => undefined));
}, 60_000);

const place = realFiles(
  'mnist',
  mnist.files.map(({ name }) => name),
);

describe.skipIf(place === undefined)('MNIST', () => {
  it('a drawn digit gets the answer that predict gives the same image', async () => {
    await expectSameAnswers(mnist, await loadReal(mnist, place ?? ''));
  }, 60_000);
});
