/** The cost model, checked against the papers' examples and against memory measured in the engine. */
import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createErrorMemory, createOneHotMemory, informationOf } from '../errorMemory/memory';
import { createNetwork } from '../network/network';
import { trainStep } from '../passes/step';
import { ruleIds, rules } from '../rules';
import { firstBatch, tinyConfig, tinyData, useCpu } from '../testSupport';
import {
  breakEvenDepth,
  memory,
  memorySaved,
  type NetworkShape,
  operations,
  operationsSaved,
  packedFeedbackBytes,
} from './cost';

beforeAll(useCpu);

/** Five layers as in appendix A.3: four hidden ones. */
function paperNet(width: number, batchSize = 1): NetworkShape {
  const hidden = [width, width, width, width];
  return { inputs: 100, hidden, outputs: 10, batchSize, samples: 10_000, oneNumber: false, classes: true };
}
const saved = (shape: NetworkShape) =>
  operationsSaved(operations(rules.bp, shape), operations(rules['f3-error'], shape));

describe('operations (appendix A.2 and A.3)', () => {
  it('equal the paper’s equations for one sample', () => {
    const [n0, w, C, K] = [100, 200, 10, 5];
    const shape = paperNet(w);
    const common = 3 * w * (n0 + (K - 2) * w + C);
    expect(operations(rules.bp, shape).total).toBe(common + (K - 2) * w * w + C * w);
    expect(operations(rules['f3-error'], shape).total).toBe(common + C * (K - 1) * w);
    const difference = operations(rules.bp, shape).total - operations(rules['f3-error'], shape).total;
    expect(difference).toBe((K - 2) * w * (w - C));
    expect(saved(shape).deltas).toBeCloseTo((w - C) / (w + C / (K - 2)), 12);
    expect(saved(shape).total).toBeCloseTo(((K - 2) * (w - C)) / (4 * C + 4 * K * w + 3 * n0 - 8 * w), 12);
  });

  it('F³ saves over 90 % of the deltas and 20 % in total at w = 200, over 98 % and 24 % at w = 1,024', () => {
    expect(saved(paperNet(200)).deltas).toBeGreaterThan(0.9);
    expect(saved(paperNet(200)).total).toBeGreaterThan(0.2);
    expect(saved(paperNet(1024)).deltas).toBeGreaterThan(0.98);
    expect(saved(paperNet(1024)).total).toBeGreaterThan(0.24);
    expect(saved(paperNet(100_000)).total).toBeLessThan(0.25);
  });

  it('one hidden layer saves nothing (eq. 22 with K = 2)', () => {
    const shape = { ...paperNet(500), inputs: 784, hidden: [500] };
    expect(saved(shape)).toEqual({ deltas: 0, total: 0 });
  });

  it('one-hot F³ scales a row of B, DRTP looks it up for free, LLO has no deltas below the output', () => {
    const shape = { ...paperNet(200, 50), oneNumber: true };
    expect(operations(rules['f3-error'], shape).deltas).toBe(50 * 4 * 200);
    expect(operations(rules.drtp, shape).deltas).toBe(0);
    expect(operations(rules.llo, shape)).toMatchObject({ deltas: 0, gradients: 50 * 2000, update: 2000 });
    expect(operations(rules.fa, shape)).toEqual(operations(rules.bp, shape));
    expect(operations(rules.pepita, shape).total).toBeGreaterThan(operations(rules.bp, shape).total);
  });

  it('the update is counted once per batch', () => {
    const [one, many] = [operations(rules.bp, paperNet(200)), operations(rules.bp, paperNet(200, 50))];
    expect(many.update).toBe(one.update);
    expect(many.forward).toBe(50 * one.forward);
  });
});

describe('memory (appendix A.4)', () => {
  it('each further layer saves (N − C) w numbers with F³ (eq. 32)', () => {
    const deeper = (width: number, depth: number) =>
      memorySaved({ ...paperNet(width, 200), hidden: Array<number>(depth).fill(width) });
    for (const width of [200, 1024]) expect(deeper(width, 5) - deeper(width, 4)).toBe(4 * (200 - 10) * width);
  });

  it('the saving of F³ is the difference of the totals of BP and F³', () => {
    const net = { inputs: 784, hidden: [500], outputs: 10 };
    const mnist = { ...net, batchSize: 50, samples: 60_000, oneNumber: false, classes: true };
    const [bp, f3] = [memory(rules.bp, mnist), memory(rules['f3-error'], mnist)];
    expect(f3).toMatchObject({ feedback: 20_000, errors: 2_400_000 });
    // BP, before the output learns: h_1, dh_1, y and dz_2. F³, before the hidden layer learns: h_1, dz_1 and its signal.
    expect([bp.held, f3.held]).toEqual([4 * 50 * 1020, 4 * 50 * 1010]);
    expect(memorySaved(mnist)).toBe(bp.held - f3.held - 20_000 - 2_400_000);
  });

  it('the break-even depth is the first one with a saving', () => {
    const net = { inputs: 784, hidden: [500], outputs: 10 };
    const shape = { ...net, batchSize: 50, samples: 60_000, oneNumber: false, classes: true };
    const at = (depth: number, of = shape) => memorySaved({ ...of, hidden: Array<number>(depth).fill(500) });
    for (const of of [shape, { ...shape, oneNumber: true }]) {
      const depth = breakEvenDepth(500, of) as number;
      expect(at(depth, of)).toBeGreaterThanOrEqual(0);
      expect(at(depth - 1, of)).toBeLessThan(0);
    }
    expect([breakEvenDepth(500, shape), breakEvenDepth(500, { ...shape, oneNumber: true })]).toEqual([33, 6]);
    expect(breakEvenDepth(500, { ...shape, batchSize: 10 })).toBeUndefined();
    // Beyond the maximum depth of an experiment.
    expect(breakEvenDepth(500, { ...shape, samples: 1e8 })).toBeUndefined();
    // With few samples F³ saves memory from the first layer on.
    expect(breakEvenDepth(5, { ...shape, hidden: [5], samples: 100, oneNumber: true })).toBe(1);
  });

  it('a trinomial B packed into 2 bits is 16 times smaller (eq. 34)', () => {
    const shape = paperNet(200);
    expect(packedFeedbackBytes(rules.drtp, shape, 2) * 16).toBe(memory(rules.drtp, shape).feedback);
  });
});

describe('measured memory', () => {
  const data = tinyData();
  const nets = [[7], [20, 4], [6, 6, 6, 6, 6, 6, 6, 6, 6, 6], [40, 10, 30, 5, 20]];

  /** Peak bytes in a step beyond its start, sampled when all tensors of a layer's update are alive. */
  function measured(rule: (typeof ruleIds)[number], hidden: number[], oneHot: boolean): number {
    const config = tinyConfig({
      rule,
      hidden,
      errorTransform: oneHot ? 'one-hot' : 'raw',
      optimizer: 'adam',
    });
    const net = createNetwork(config, data);
    const batch = firstBatch(data, 5);
    const information = informationOf(config);
    const targets = new Float32Array(data.train.size * data.outputs).fill(1);
    const memories =
      information &&
      (oneHot
        ? createOneHotMemory(data.train.size, information)
        : createErrorMemory(targets, data.outputs, information));
    const start = tensorMemory().numBytes;
    let most = 0;
    trainStep(net, batch, memories, {
      held: () => {
        most = Math.max(most, tensorMemory().numBytes - start);
      },
    }).dispose();
    net.dispose();
    memories?.dispose();
    return most;
  }

  it.each(ruleIds)('%s: the model agrees with the measurement', (rule) => {
    for (const hidden of nets)
      for (const oneNumber of [false, true]) {
        const net = { inputs: data.inputs, hidden, outputs: data.outputs };
        const shape = { ...net, batchSize: 5, samples: data.train.size, oneNumber, classes: true };
        const model = memory(rules[rule], shape).held;
        expect(measured(rule, hidden, oneNumber) / model, hidden.join()).toBeCloseTo(1, 6);
      }
  });

  it('grows with depth for update-locked rules and is constant for the others', () => {
    const deep = (depth: number) => Array.from({ length: depth }, () => 6);
    for (const rule of ruleIds) {
      const growth = measured(rule, deep(40), true) - measured(rule, deep(10), true);
      if (['bp', 'fa', 'dfa', 'sdfa', 'pepita'].includes(rule))
        expect(growth).toBeGreaterThan(30 * 5 * 6 * 3);
      else expect(growth).toBe(0);
    }
  });
});
