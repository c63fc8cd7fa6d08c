import { beforeAll, describe, expect, it } from 'vitest';
import { createStream } from '../random/rng';
import type { Dataset } from '../samples/dataset';
import { tinyConfig, tinyData, train, useCpu } from '../testSupport';
import type { EpochEvent, PredictionsEvent, RunEvent } from './events';
import type { RunSpec } from './spec';

beforeAll(useCpu);

async function collect(config: RunSpec, data: Dataset, predictions = true): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of train(config, data, { predictions })) all.push(event);
  return all;
}

/** Each epoch event with the predictions event that follows it. */
function pairsOf(events: readonly RunEvent[]): [EpochEvent, PredictionsEvent][] {
  return events.flatMap((event, i) => {
    const next = events[i + 1];
    return event.type === 'epoch' && next?.type === 'predictions' ? [[event, next] as const] : [];
  }) as [EpochEvent, PredictionsEvent][];
}

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

/** 23 + 300 samples, 6 inputs, 2 numbers to predict. */
function tinyNumbers(): Dataset {
  const stream = createStream(2, 'tiny numbers');
  const numbers = (size: number) => Float32Array.from({ length: size }, () => stream.normal());
  const split = (size: number) => ({
    size,
    inputs: numbers(size * 6),
    targets: { kind: 'values' as const, values: numbers(size * 2) },
  });
  return { id: 'numbers', inputs: 6, outputs: 2, mean: 0, deviation: 1, train: split(23), test: split(300) };
}
const regression = tinyConfig({ outputActivation: 'linear', loss: 'mse', learningRate: 0.01 });

describe('predictions', () => {
  const data = tinyData();

  it('classification: a confusion matrix of the whole test set', async () => {
    const told = pairsOf(await collect(tinyConfig({ epochs: 3 }), data));
    expect(told).toHaveLength(3);
    for (const [epoch, { confusion, pairs, ...at }] of told) {
      expect(at).toEqual({
        type: 'predictions',
        run: 'bp-3',
        epoch: epoch.epoch,
        step: epoch.step,
      });
      expect(pairs).toBeUndefined();
      const counts = Array.from(confusion ?? []);
      expect(counts).toHaveLength(9);
      const right = sum([0, 4, 8].map((i) => counts[i] as number));
      expect(right / data.test.size).toBeCloseTo(epoch.testAccuracy, 6);
      // A row sums to the number of test samples of that class.
      const { targets } = data.test;
      const labels = targets.kind === 'classes' ? Array.from(targets.labels) : [];
      for (const c of [0, 1, 2])
        expect(sum(counts.slice(3 * c, 3 * c + 3))).toBe(labels.filter((label) => label === c).length);
    }
  });

  it('regression: outputs and targets that reproduce the test loss', async () => {
    const numbers = tinyNumbers();
    const told = pairsOf(await collect(regression, numbers));
    expect(told).toHaveLength(2);
    for (const [epoch, { confusion, pairs }] of told) {
      expect(confusion).toBeUndefined();
      const { targets, outputs } = pairs as NonNullable<typeof pairs>;
      expect([targets.length, outputs.length]).toEqual([600, 600]);
      const squares = outputs.map((y, i) => (y - (targets[i] as number)) ** 2);
      expect(sum(squares) / 300).toBeCloseTo(epoch.testLoss, 4);
    }
    const [first, second] = told.map(([, { pairs }]) => pairs);
    expect(second?.targets).toEqual(first?.targets);
    expect(second?.outputs).not.toEqual(first?.outputs);
  });

  it('do not affect training and leak no tensor', async () => {
    for (const [config, set] of [
      [tinyConfig({ epochs: 3 }), data],
      [regression, tinyNumbers()],
    ] as const) {
      const epochsOf = (events: readonly RunEvent[]) =>
        events.flatMap((event) => (event.type === 'epoch' ? [event] : []));
      const curve = (events: readonly EpochEvent[]) =>
        events.map(({ trainingLoss, testLoss, testAccuracy }) => [trainingLoss, testLoss, testAccuracy]);
      const [told, plain] = [
        epochsOf(await collect(config, set)),
        epochsOf(await collect(config, set, false)),
      ];
      expect(curve(told)).toEqual(curve(plain));
      expect(told.at(-1)?.machine.tensors).toBe(told[0]?.machine.tensors);
    }
  });
});

describe('raw inputs', () => {
  it('with a mean and a deviation per input equal standardised inputs', async () => {
    const plain = tinyData();
    const means = Float32Array.from([3, -100, 0, 7, 0.5, 1000]);
    const deviations = Float32Array.from([2, 50, 1, 0.25, 4, 300]);
    const rawSplit = (split: Dataset['train']) => ({
      ...split,
      inputs: Float32Array.from(
        split.inputs,
        (x, i) => x * (deviations[i % 6] as number) + (means[i % 6] as number),
      ),
    });
    const raw = {
      ...plain,
      mean: means,
      deviation: deviations,
      train: rawSplit(plain.train),
      test: rawSplit(plain.test),
    };
    const losses = async (data: Dataset) =>
      (await collect(tinyConfig({ epochs: 3 }), data)).flatMap((event) =>
        event.type === 'epoch' ? [event.testLoss] : [],
      );
    const [expected, found] = [await losses(plain), await losses(raw)];
    for (const [i, loss] of expected.entries()) expect(found[i]).toBeCloseTo(loss, 4);
    expect(await losses({ ...raw, mean: 0 })).not.toEqual(found);
  });

  it('may combine one mean for all inputs with a deviation per input', async () => {
    const plain = tinyData();
    const each = { ...plain, deviation: new Float32Array(6).fill(1) };
    const config = tinyConfig();
    const curves = await Promise.all([plain, each].map((data) => collect(config, data)));
    const [a, b] = curves.map((events) =>
      events.flatMap((event) => (event.type === 'epoch' ? [event.testLoss] : [])),
    );
    expect(a).toEqual(b);
  });
});

it('rejects a classification loss on a regression data set', async () => {
  const run = collect(tinyConfig(), tinyNumbers());
  await expect(run).rejects.toThrow('Loss: this data set has numbers to predict, not classes. Choose mse.');
});
