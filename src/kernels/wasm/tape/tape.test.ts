/** Repeated steps: equal to plain ones bit for bit, and without a leak. */
import { backend, type Scalar, memory as tensorMemory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../cli/backend';
import type { Kernels } from '../../../core/kernels';
import { measureIds } from '../../../core/measures';
import { createNetwork } from '../../../core/network/network';
import { optimizerIds } from '../../../core/optimizers';
import { trainStep } from '../../../core/passes/step';
import { ruleIds } from '../../../core/rules';
import { computedOf } from '../../../core/run/events';
import type { RunSpec } from '../../../core/run/spec';
import { resumeCases } from '../../../core/run/testSupport';
import { type Batch, type BatchSource, batchSource } from '../../../core/samples/batches';
import type { Dataset } from '../../../core/samples/dataset';
import { tinyConfig, tinyData, train } from '../../../core/testSupport';
import { bytesData, convolved, convolvedData, convolvedRules } from '../../testSupport';
import { openWasmMemory, wasmMemory } from '../memory';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

/** What a run computes, as text. */
async function linesOf(spec: RunSpec, data: Dataset, own: Kernels): Promise<string[]> {
  const lines: string[] = [];
  for await (const event of train(spec, data, { kernels: own, predictions: true, samplesPerEpoch: 1 })) {
    const computed = computedOf(event);
    if (computed) lines.push(JSON.stringify(computed));
  }
  return lines;
}

/** The same without a tape, and with one, of which the steps are counted. */
async function both(spec: RunSpec, data: Dataset) {
  const { openTape, ...others } = kernels;
  if (!openTape) throw new Error('wasm has a tape.');
  let [steps, plain] = [0, 0];
  const counting: Kernels = {
    ...kernels,
    openTape: () => {
      const tape = openTape();
      return {
        ...tape,
        step: (source, train) => {
          steps += 1;
          return tape.step(source, (batch) => {
            plain += 1;
            return train(batch);
          });
        },
      };
    },
  };
  const expected = await linesOf(spec, data, others);
  const found = await linesOf(spec, data, counting);
  return { expected, found, steps, repeated: steps - plain };
}

/** Bytes of which a third are not 0, or most: with lists, and without. */
const bytes = (zeros: number): Dataset =>
  bytesData({ inputs: 40, outputs: 4, mean: 33, deviation: 79 }, { train: 90, test: 30 }, (stream) =>
    stream.below(10) < zeros ? 0 : 1 + stream.below(255),
  );

describe('a run with repeated steps gives the same bits', () => {
  // Measures are the next test's.
  const cases = resumeCases.filter(([name]) => !name.startsWith('all measures'));
  it.each(cases)('%s', async (_name, spec) => {
    const { expected, found } = await both({ ...spec, epochs: Math.min(spec.epochs, 4) }, tinyData());
    expect(found).toEqual(expected);
  });

  it('all measures between steps', async () => {
    const measures = measureIds.filter((id) => id !== 'watch');
    const spec = tinyConfig({ rule: 'f3-error', optimizer: 'adam', batchSize: 8, epochs: 3, measures });
    const { expected, found, repeated } = await both(spec, bytes(7));
    expect(found).toEqual(expected);
    expect(repeated).toBeGreaterThan(0);
  });

  const byteCases = ruleIds.flatMap((rule) => [3, 7].map((zeros) => [rule, zeros] as const));
  it.each(byteCases)('%s on bytes, %i of 10 of them 0', async (rule, zeros) => {
    const spec = tinyConfig({ rule, optimizer: 'adam', batchSize: 8, epochs: 4 });
    const { expected, found, repeated, steps } = await both(spec, bytes(zeros));
    expect(found).toEqual(expected);
    expect(repeated / steps).toBeGreaterThan(0.5);
  });

  const softmax = { outputActivation: 'softmax', loss: 'ce' } as const;
  const linear = { outputActivation: 'linear', loss: 'mse' } as const;
  const heads = [softmax, linear, { outputActivation: 'sigmoid', loss: 'mse' } as const];
  const headCases = heads.flatMap((head) =>
    ruleIds.map((rule) => [head.outputActivation, rule, head] as const),
  );
  it.each(headCases)('%s with %s', async (_activation, rule, head) => {
    const spec = tinyConfig({ ...head, rule, learningRate: 0.01, activation: 'relu', epochs: 8 });
    const { expected, found, repeated } = await both(spec, tinyData());
    expect(found).toEqual(expected);
    expect(repeated).toBeGreaterThan(0);
  });

  it.each(convolvedRules)('%s, convolutions', async (rule) => {
    const spec = tinyConfig({ rule, hidden: convolved, optimizer: 'adam', batchSize: 8, epochs: 4 });
    const { expected, found, repeated, steps } = await both(spec, convolvedData());
    expect(found).toEqual(expected);
    expect(repeated / steps).toBeGreaterThan(0.5);
  });

  it.each(optimizerIds)('%s, convolutions with plain activations', async (optimizer) => {
    const options = { optimizer, activation: 'sigmoid', learningRate: 0.01 } as const;
    const spec = tinyConfig({ rule: 'bp', hidden: convolved, batchSize: 8, epochs: 3, ...options });
    const { expected, found, repeated } = await both(spec, convolvedData());
    expect(found).toEqual(expected);
    expect(repeated).toBeGreaterThan(0);
  });

  it.each(optimizerIds)('%s, layers of which the sums are long', async (optimizer) => {
    const long = bytesData(
      { inputs: 20, outputs: 3, mean: 33, deviation: 79 },
      { train: 5500, test: 10 },
      (stream) => stream.below(255),
    );
    const spec = tinyConfig({ rule: 'f3-error', optimizer, batchSize: 1100, epochs: 2, learningRate: 1e-4 });
    const { expected, found, repeated } = await both(spec, long);
    expect(found).toEqual(expected);
    expect(repeated).toBeGreaterThan(0);
  });
});

it('lists that outgrow their room make a new recording', async () => {
  // Batch by batch in one order, ever more bytes that are not 0.
  const data = bytesData(
    { inputs: 40, outputs: 4, mean: 33, deviation: 79 },
    { train: 240, test: 10 },
    () => 0,
  );
  const filled = (data.train.inputs as Uint8Array).map((_, i) => (i % 40 < 3 + i / 800 ? 200 : 0));
  const growing = { ...data, train: { ...data.train, inputs: filled } };
  const spec = tinyConfig({ rule: 'dfa', batchSize: 8, batchOrder: 'fixed', epochs: 3 });
  const { expected, found, repeated, steps } = await both(spec, growing);
  expect(found).toEqual(expected);
  expect(repeated).toBeGreaterThan(0);
  expect(repeated).toBeLessThan(steps - 10);
});

it('a step is not repeated if the workspace moved, be it while its samples were written', () => {
  const { memory } = openWasmMemory();
  const data = bytes(7);
  const net = createNetwork(tinyConfig({ rule: 'bp' }), data, undefined, kernels);
  const own = batchSource(data, data.train, Uint32Array.of(3, 1, 4, 15), kernels.standardise);
  let [elements, plain] = [0, 0];
  const source: BatchSource = {
    ...own,
    refill: (batch, refill) => {
      const filled = own.refill(batch, refill);
      if (elements > 0) memory.workspace(elements);
      return filled;
    },
  };
  const step = (): void => {
    const train = (batch: Batch): Scalar => {
      plain += 1;
      return trainStep(net, batch, undefined);
    };
    net.tape?.step(source, train).dispose();
  };
  for (let i = 0; i < 9; i++) step();
  expect(plain).toBe(3);
  elements = 3_000_000;
  step();
  expect(plain).toBe(4);
  net.dispose();
});

it('holds nothing afterwards', async () => {
  const spec = tinyConfig({ rule: 'pepita', hidden: [300], batchSize: 8, schedule: 'cosine', epochs: 12 });
  await holdsNothing(spec, bytes(7));
});

it('holds nothing after convolutions', async () => {
  await holdsNothing(tinyConfig({ rule: 'bp', hidden: convolved, batchSize: 8, epochs: 4 }), convolvedData());
});

async function holdsNothing(spec: RunSpec, data: Dataset): Promise<void> {
  const ids = (): number => (backend() as unknown as { numDataIds: () => number }).numDataIds();
  const held = () => ({ tensors: tensorMemory().numTensors, ids: ids(), heap: wasmMemory().heapBytes() });
  await linesOf(spec, data, kernels);
  const before = held();
  for (let i = 0; i < 8; i++) await linesOf(spec, data, kernels);
  expect(held()).toEqual(before);
}
