/** Measures, checked against actual training steps and against sums in double precision. */

import { ones, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { denseShapes } from '../blocks/chain';
import { createErrorMemory, informationOf, type Memories, plainErrors } from '../errorMemory/memory';
import { drawFeedback } from '../feedback/feedbackWeights';
import { createNetwork, drawInitialValues, type InitialValues, type Network } from '../network/network';
import { trainStep } from '../passes/step';
import { ruleIds, rules } from '../rules';
import type { MeasuresEvent, RunEvent } from '../run/events';
import type { RunSpec } from '../run/spec';
import { firstBatch, tinyConfig, tinyData, tinyNetwork, train, useCpu, valuesOf } from '../testSupport';
import { newlyDead } from '../trainer/checks';
import { predict } from '../trainer/evaluate';
import { measureIds, measures } from '.';
import { counterfactual } from './counterfactual';
import type { MeasureContext } from './measure';
import { once } from './taking/once';
import { createMeasuring, type Measured } from './taking/take';

beforeAll(useCpu);
const data = tinyData();
/** One batch is the whole tiny training set, all of it measured; at rate 1, SGD's change is the gradient. */
const whole = (changes: Partial<RunSpec>) =>
  tinyConfig({ batchSize: data.train.size, learningRate: 1, measures: [...measureIds], ...changes });

function memoriesOf(config: RunSpec, rows?: Float32Array) {
  const targets = rows ?? yOf();
  const information = informationOf(config);
  return {
    own: information && createErrorMemory(targets, data.outputs, information),
    plain: createErrorMemory(targets, data.outputs, plainErrors(config)),
  };
}

function yOf(): Float32Array {
  const rows = new Float32Array(data.train.size * data.outputs);
  const { targets } = data.train;
  if (targets.kind !== 'classes') throw new Error('classes');
  for (const [n, label] of targets.labels.entries()) rows[n * data.outputs + label] = 1;
  return rows;
}

/** Plausible errors of earlier visits. */
function oldErrors(): Float32Array {
  return yOf().map((y, i) => y * (0.3 + 0.5 * Math.abs(Math.sin(i))) - (1 - y) * 0.2 * Math.cos(i) ** 2);
}

async function take(net: Network, memories: Memories): Promise<Measured> {
  const measuring = createMeasuring(net, data, memories);
  const measured = await measuring?.take();
  measuring?.dispose();
  if (!measured) throw new Error('Nothing is measured.');
  return measured;
}

/** Weights of layer i (from 0) among all values. */
function weightsOf(values: readonly number[], sizes: readonly number[], layer: number): number[] {
  let from = 0;
  for (let i = 0; i < layer; i++) from += ((sizes[i] as number) + 1) * (sizes[i + 1] as number);
  return values.slice(from, from + (sizes[layer] as number) * (sizes[layer + 1] as number));
}

async function gradientsOf(config: RunSpec, initial: InitialValues, rows: Float32Array) {
  const net = tinyNetwork(config, initial);
  const before = await valuesOf(net);
  trainStep(net, firstBatch(data, data.train.size), memoriesOf(config, rows).own);
  const after = await valuesOf(net);
  const moved = before.map((value, i) => value - (after[i] as number));
  return net.layers.map((_, i) => weightsOf(moved, net.sizes, i));
}

function degrees(a: readonly number[], b: readonly number[]): number {
  const dot = (u: readonly number[], v: readonly number[]) =>
    u.reduce((s, x, i) => s + x * (v[i] as number), 0);
  return (Math.acos(Math.min(1, dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)))) * 180) / Math.PI;
}

/** The initial values of a configuration, and the same weights for BP (without biases for PEPITA). */
function starts(config: RunSpec): { own: InitialValues; bp: InitialValues } {
  const own = drawInitialValues(config, data);
  return { own, bp: { ...own, feedback: [] } };
}

describe('angle of the weight gradient', () => {
  it.each(ruleIds)(
    '%s: equals the angle between the weight changes of a training step of the rule and of BP',
    async (rule) => {
      const config = whole({ rule, errorTransform: 'raw' });
      const { own, bp } = starts(config);
      const rows = oldErrors();
      const seen = await take(tinyNetwork(config, own), memoriesOf(config, rows));
      const ruled = await gradientsOf(config, own, rows);
      const truth = await gradientsOf({ ...config, rule: 'bp' }, bp, rows);
      const angles = seen['gradient-angle']?.angle ?? [];
      expect(angles).toHaveLength(3);
      for (const [i, angle] of angles.entries()) {
        if (rules[rule].path === 'none' && i < 2) expect(angle).toBeNull();
        else expect(angle).toBeCloseTo(degrees(ruled[i] as number[], truth[i] as number[]), 1);
      }
      if (rule === 'bp') expect(angles).toEqual([0, 0, 0]);
      if (['dfa', 'drtp', 'f3-error'].includes(rule)) expect(angles[0]).toBeGreaterThan(20);
    },
  );
});

describe('at the same weights', () => {
  const pairs = [
    { rule: 'dfa', errorTransform: 'raw', series: 'dfa' },
    { rule: 'drtp', errorTransform: 'raw', series: 'drtp' },
    { rule: 'f3-error', errorTransform: 'raw', series: 'f3' },
    { rule: 'f3-error', errorTransform: 'one-hot', series: 'f3-one-hot' },
  ] as const;

  it.each(pairs)(
    'equals the gradient angle of $rule ($errorTransform) in its own run',
    async ({ series, ...changes }) => {
      const config = whole(changes);
      const net = tinyNetwork(config);
      const seen = await take(net, memoriesOf(config, oldErrors()));
      expect(seen.counterfactual?.[series]).toEqual(seen['gradient-angle']?.angle);
    },
  );

  it('is the same for every rule at the same weights', async () => {
    const all: (Measured['counterfactual'] | undefined)[] = [];
    for (const rule of ['bp', 'fa', 'dfa', 'llo'] as const) {
      const config = whole({ rule });
      all.push((await take(tinyNetwork(config), memoriesOf(config, oldErrors()))).counterfactual);
    }
    expect(all[0]).toBeDefined();
    for (const one of all) expect(one).toEqual(all[0]);
    const first = Object.values(all[0] ?? {}).map((angles) => angles[0]);
    expect(new Set(first).size).toBe(4);
  });

  it('holds the gradients of one other rule at a time', () => {
    const held: Tensor2D[] = [];
    const gradients = () => ({ W: [ones([2, 3]) as Tensor2D], dh: [] });
    const direct = () => {
      expect(held.every(({ isDisposed }) => isDisposed)).toBe(true);
      const one = gradients();
      held.push(...one.W);
      return one;
    };
    tidy(() => void counterfactual.take({ bp: once(gradients), direct } as unknown as MeasureContext));
    expect(held).toHaveLength(4);
  });
});

describe('weight alignment', () => {
  it.each(['fa', 'dfa', 'drtp', 'f3-error'] as const)(
    '%s: 0° when B is the forward path, 180° with the other sign',
    async (rule) => {
      const config = whole({ rule, hidden: [7, 5] });
      const { layers } = drawInitialValues(config, data);
      const sizes = [data.inputs, 7, 5, data.outputs];
      const product = (a: number[], b: number[], m: number, k: number, n: number) =>
        Array.from({ length: m * n }, (_, p) => {
          const [i, j] = [Math.floor(p / n), p % n];
          let sum = 0;
          for (let q = 0; q < k; q++) sum += (a[i * k + q] as number) * (b[q * n + j] as number);
          return sum;
        });
      const W2 = [...(layers[1] as { W: Float32Array }).W];
      const W3 = [...(layers[2] as { W: Float32Array }).W];
      const paths = rule === 'fa' ? [W2, W3] : [product(W2, W3, 7, 5, 3), W3];
      const sign = rule === 'fa' ? 1 : -1;
      const aligned = paths.map((path, i) => {
        const rows = sizes[i + 1] as number;
        const columns = path.length / rows;
        return Float32Array.from({ length: path.length }, (_, p) => {
          const [r, c] = [Math.floor(p / rows), p % rows];
          return sign * (path[c * columns + r] as number);
        });
      });
      for (const [factor, expected] of [
        [1, 0],
        [-2, 180],
      ] as const) {
        const feedback = aligned.map((B) => B.map((value) => value * factor));
        const net = createNetwork(config, data, { layers, feedback });
        const seen = (await take(net, memoriesOf(config)))['weight-alignment']?.angle ?? [];
        expect(seen).toHaveLength(2);
        for (const angle of seen) expect(Math.abs((angle ?? Number.NaN) - expected)).toBeLessThan(0.1);
      }
    },
  );

  it.each(['bp', 'llo', 'pepita'] as const)('%s has no alignment', async (rule) => {
    const config = whole({ rule });
    const seen = (await take(tinyNetwork(config), memoriesOf(config)))['weight-alignment'];
    expect((seen?.angle ?? []).every((angle) => angle === null)).toBe(true);
  });
});

async function measuresOf(config: RunSpec): Promise<MeasuresEvent[]> {
  const events: MeasuresEvent[] = [];
  for await (const event of train(config, data)) if (event.type === 'measures') events.push(event);
  return events;
}

describe('norms', () => {
  it('are the Frobenius norms of weights and their changes, and the root mean square of activations', async () => {
    const config = whole({ rule: 'dfa', measures: ['norms'] });
    const net = tinyNetwork(config);
    const measuring = createMeasuring(net, data, memoriesOf(config));
    const before = await valuesOf(net);
    trainStep(net, firstBatch(data, 5), undefined);
    const after = await valuesOf(net);
    const { norms } = (await measuring?.take()) ?? {};
    const norm = (v: readonly number[]) => Math.sqrt(v.reduce((s, x) => s + x * x, 0));
    for (let i = 0; i < 3; i++) {
      const [old, now] = [weightsOf(before, net.sizes, i), weightsOf(after, net.sizes, i)];
      expect(norms?.weights?.[i]).toBeCloseTo(norm(now), 4);
      expect(norms?.updates?.[i]).toBeCloseTo(norm(now.map((w, k) => w - (old[k] as number))), 4);
    }
    const again = (await measuring?.take())?.norms;
    expect(again?.updates).toEqual([0, 0, 0]);
    expect(norms?.activations?.[2]).toBeGreaterThan(0.2);
    expect(norms?.activations?.[2]).toBeLessThan(0.9);
  });

  it('show no change of a layer while it is frozen', async () => {
    const freeze = [
      { layer: 2, from: 2, to: 3 },
      { layer: 3, from: 4 },
    ];
    const config = tinyConfig({ rule: 'dfa', measures: ['norms'], freeze, epochs: 5 });
    const ways = (await measuresOf(config)).map(({ values }) => values.norms?.updates ?? []);
    const moved = ways.map((way) => way.map((length) => (length ?? 0) > 0));
    expect(moved).toEqual([
      [false, false, false],
      [true, true, true],
      [true, false, true],
      [true, false, true],
      [true, true, false],
      [true, true, false],
    ]);
  });
});

describe('saturated and dead units', () => {
  it('counts flat activations, and units that are flat for every sample', async () => {
    const config = whole({ rule: 'bp', hidden: [4], activation: 'relu' });
    const drawn = drawInitialValues(config, data);
    const [first, second] = drawn.layers as [InitialValues['layers'][0], InitialValues['layers'][0]];
    // Two units are never active, two always.
    const layers = [{ ...first, b: Float32Array.from([-1000, 1000, -1000, 1000]) }, second];
    const net = createNetwork(config, data, { layers, feedback: [] });
    const seen = (await take(net, memoriesOf(config))).saturation;
    expect(seen).toMatchObject({ saturated: [0.5, expect.any(Number)], dead: [0.5, expect.any(Number)] });
  });

  /** z of three outputs for two samples, by sample. */
  const outputs: readonly (readonly number[])[] = [
    [-3, -6, 0.1],
    [6, -7, 3],
  ];
  const seenOf = async (part: Partial<RunSpec>) => {
    const config = whole({
      rule: 'bp',
      hidden: [],
      outputActivation: 'sigmoid',
      loss: 'mse',
      measures: ['saturation'],
      ...part,
    });
    // One-hot inputs: each sample's z is its row of W.
    const inputs = Float32Array.from([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    const rows = { inputs, size: 2, targets: { kind: 'classes' as const, labels: Uint8Array.from([0, 2]) } };
    const own = { ...data, train: rows };
    const W = new Float32Array(18);
    W.set(outputs.flat());
    const drawn = drawInitialValues(config, data);
    const net = createNetwork(config, data, {
      ...drawn,
      layers: [{ W, b: new Float32Array(3) }],
    });
    const measuring = createMeasuring(net, own, { own: undefined, plain: undefined });
    const seen = (await measuring?.take())?.saturation;
    measuring?.dispose();
    net.dispose();
    return seen;
  };

  it('sigmoid outputs with squared error: slopes below 5 % of 1/4, checked in double precision', async () => {
    const flat = outputs.map((row) =>
      row.map((z) => {
        const y = 1 / (1 + Math.exp(-z));
        return (y * (1 - y)) / 0.25 < 0.05 ? 1 : 0;
      }),
    );
    const saturated = flat.flat().reduce((a: number, b) => a + b, 0) / 6;
    const dead = [0, 1, 2].filter((c) => flat.every((row) => row[c] === 1)).length / 3;
    expect([saturated, dead]).toEqual([0.5, 1 / 3]);
    const seen = await seenOf({});
    expect(seen?.saturated?.[0]).toBeCloseTo(saturated, 6);
    expect(seen?.dead?.[0]).toBeCloseTo(dead, 6);
  });

  it('outputs whose loss divides by the slope are never saturated', async () => {
    expect(await seenOf({ loss: 'bce' })).toEqual({ saturated: [0], dead: [0] });
  });

  it.each([
    { outputActivation: 'linear' },
    { outputActivation: 'softmax', loss: 'ce' },
    { rule: 'pepita', bias: false },
  ] as const)('outputs that pass the whole error, %o: no value', async (part) => {
    expect(await seenOf(part)).toEqual({ saturated: [null], dead: [null] });
  });

  it('tanh is flat beyond 0.975 only', async () => {
    const config = whole({ rule: 'bp', hidden: [2] });
    const drawn = drawInitialValues(config, data);
    const [first, second] = drawn.layers as [InitialValues['layers'][0], InitialValues['layers'][0]];
    const layers = [
      { W: first.W!.fill(0), b: Float32Array.from([Math.atanh(0.97), Math.atanh(0.98)]) },
      second,
    ];
    const net = createNetwork(config, data, { layers, feedback: [] });
    expect((await take(net, memoriesOf(config))).saturation?.saturated?.[0]).toBe(0.5);
  });
});

describe('delayed against current error', () => {
  it('is 1 if the memory holds the current errors, and the Pearson correlation otherwise', async () => {
    const inference = await measuresOf(whole({ rule: 'f3-error', errorInit: 'inference-epoch', epochs: 1 }));
    expect(inference[0]?.values['error-correlation']?.correlation?.[0]).toBeCloseTo(1, 6);
    const config = whole({ rule: 'drtp' });
    const net = tinyNetwork(config);
    const rows = oldErrors();
    const seen = (await take(net, memoriesOf(config, rows)))['error-correlation']?.correlation?.[0];
    const memory = memoriesOf(config).plain;
    const batch = firstBatch(data, data.train.size);
    tidy(() => trainStep({ ...net, update: () => undefined }, batch, undefined, { output: memory.write }));
    const now = [...(await memory.all().data())];
    const mean = (v: ArrayLike<number>) => Array.from(v).reduce((s, x) => s + x, 0) / v.length;
    const [a, b] = [mean(rows), mean(now)];
    let [ab, aa, bb] = [0, 0, 0];
    for (const [i, value] of now.entries()) {
      ab += ((rows[i] as number) - a) * (value - b);
      aa += ((rows[i] as number) - a) ** 2;
      bb += (value - b) ** 2;
    }
    expect(seen).toBeCloseTo(ab / Math.sqrt(aa * bb), 5);
    expect(Math.abs(seen ?? 1)).toBeLessThan(0.99);
  });
});

describe('error memory', () => {
  it.each(['f3-error', 'f3-loss'] as const)(
    '%s: sizes, differences and cosines, in plain numbers',
    async (rule) => {
      const config = whole({ rule, errorTransform: 'raw', batchSize: 5, measures: ['error-memory'] });
      const net = tinyNetwork(config);
      const rows = oldErrors();
      // A row of zeros has no direction.
      rows.fill(0, 0, 3);
      const seen = (await take(net, memoriesOf(config, rows)))['error-memory'];
      const batch = firstBatch(data, data.train.size);
      const y = [...(await tidy(() => predict(net, batch.x)).data())];
      const target = yOf();
      const now = y.map((one, i) => {
        const t = target[i] as number;
        // -dL/dy of binary cross-entropy, averaged over a batch of 5 and 3 outputs.
        return rule === 'f3-error' ? t - one : -(one - t) / (one * (1 - one)) / 15;
      });
      const norm = (v: readonly number[]) => Math.sqrt(v.reduce((s, x) => s + x * x, 0));
      const mean = (v: readonly number[]) => v.reduce((s, x) => s + x, 0) / v.length;
      const pairs = Array.from({ length: data.train.size }, (_, n) => {
        const at = <T extends ArrayLike<number>>(all: T) => Array.from(all).slice(3 * n, 3 * n + 3);
        return [at(rows), at(now)] as const;
      });
      expect(seen?.size?.[0]).toBeCloseTo(mean(pairs.map(([a]) => norm(a))), 5);
      const difference = pairs.map(([a, b]) => norm(a.map((u, c) => u - (b[c] as number))));
      expect(seen?.difference?.[0]).toBeCloseTo(mean(difference), 5);
      const cosines = pairs
        .slice(1)
        .map(([a, b]) => a.reduce((s, u, c) => s + u * (b[c] as number), 0) / norm(a) / norm(b));
      expect(seen?.cosine?.[0]).toBeCloseTo(mean(cosines), 5);
      expect(Math.abs(mean(cosines))).toBeLessThan(0.99);
    },
  );

  it('before training it holds the targets, of norm 1; right after a pass without training, the errors now', async () => {
    const config = whole({
      rule: 'f3-error',
      errorTransform: 'one-hot',
      measures: ['error-memory'],
      epochs: 1,
    });
    const [target] = await measuresOf(config);
    expect(target?.values['error-memory']?.size).toEqual([1]);
    const [inference] = await measuresOf({ ...config, errorInit: 'inference-epoch' });
    const seen = inference?.values['error-memory'];
    expect(seen?.size?.[0]).toBeLessThan(1);
    expect(seen?.difference?.[0]).toBeCloseTo(0, 6);
    expect(seen?.cosine?.[0]).toBeCloseTo(1, 6);
  });

  it('rules without a memory have no value', async () => {
    const [first] = await measuresOf(whole({ rule: 'dfa', measures: ['error-memory'], epochs: 1 }));
    expect(first?.values['error-memory']).toEqual({ size: [null], difference: [null], cosine: [null] });
  });
});

async function eventsOf(config: RunSpec, lossPointsPerEpoch = 1): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of train(config, data, { lossPointsPerEpoch })) events.push(event);
  return events;
}

describe('watch', () => {
  const broken = tinyConfig({
    rule: 'dfa',
    activation: 'linear',
    outputActivation: 'linear',
    loss: 'mse',
    learningRate: 1e5,
    epochs: 9,
  });

  it('a NaN loss is reported with its batch', async () => {
    const steps = train(broken, data, { lossPointsPerEpoch: 1 });
    let first: number | undefined;
    for (let next = await steps.next(); !next.done && first === undefined; ) {
      next = await steps.next({ maxSteps: 1 });
      const event = next.value as RunEvent | undefined;
      if (event?.type === 'progress' && !Number.isFinite(event.batchLoss)) first = event.step;
    }
    await steps.return();
    expect(first).toBeGreaterThan(1);
    for (const points of [1, 5]) {
      const last = (await eventsOf(broken, points)).at(-1);
      expect(last).toMatchObject({ type: 'diverged', step: first });
    }
  });

  it('names the layer that diverged first, if its divergence does not reach all others', async () => {
    const last = (await eventsOf({ ...broken, rule: 'drtp', measures: ['watch'] })).at(-1);
    expect(last).toMatchObject({ type: 'diverged', layer: expect.any(Number) });
    const locked = (await eventsOf({ ...broken, measures: ['watch'] })).at(-1);
    expect(locked).toMatchObject({ type: 'diverged' });
    expect(locked).not.toHaveProperty('layer');
  });

  it('names the batch from which on a layer gets no gradient', async () => {
    const zeros = tinyConfig({ weightInit: 'zeros', measures: ['watch'], epochs: 1 });
    const dead = (await eventsOf(zeros)).filter(({ type }) => type === 'dead');
    const at = { type: 'dead', run: 'bp-3', step: 1 };
    // The output layer's gradient is a product with its input, which is 0 here.
    expect(dead).toEqual([
      { ...at, layer: 1 },
      { ...at, layer: 2 },
      { ...at, layer: 3, output: true },
    ]);
    const alive = await eventsOf({ ...zeros, weightInit: 'pytorch' });
    expect(alive.some(({ type }) => type === 'dead')).toBe(false);
    // Nøkland's zero initialization: direct feedback reaches each layer one batch after the layer below.
    for (const points of [1, 5]) {
      const deep: RunSpec = { ...zeros, rule: 'dfa', hidden: [7, 5, 4], bias: false, epochs: 2 };
      const dfa = await eventsOf(deep, points);
      expect(dfa.some(({ type }) => type === 'dead')).toBe(false);
    }
    // Reported once, also if every reading is of one batch.
    expect((await eventsOf(zeros, 5)).filter(({ type }) => type === 'dead')).toEqual(dead);
  });
});

it('watch: zero gradients of a fitted batch do not mean a dead layer', () => {
  const told = (loss: number) => {
    const run = {
      spec: tinyConfig(),
      net: { layers: [1, 2] },
      dead: new Set(),
      zeroSince: new Map(),
    } as unknown as Parameters<typeof newlyDead>[0];
    const four = (value: number) => Float32Array.of(value, value, value, value);
    const looks = new Map([0, 1].map((layer) => [layer, four(0)]));
    return newlyDead(run, { losses: four(loss), looks }, 10);
  };
  expect(told(1e-8)).toEqual([]);
  expect(told(0.3).map(({ layer, output, step }) => [layer, output, step])).toEqual([
    [1, undefined, 11],
    [2, true, 11],
  ]);
});

describe('every measure', () => {
  it.each(ruleIds)('%s: does not change training', async (rule) => {
    const config = tinyConfig({ rule, optimizer: 'adam' });
    const curve = (events: readonly RunEvent[]) =>
      events
        .filter(({ type }) => type === 'loss' || type === 'epoch')
        .map((event) => ({
          ...event,
          trainSeconds: 0,
          aloneSeconds: 0,
          testSeconds: 0,
          machine: { tensors: 0 },
          heldBytes: 0,
        }));
    const measured = await eventsOf({ ...config, measures: [...measureIds] });
    expect(curve(measured)).toEqual(curve(await eventsOf(config)));
    const taken = measured.filter((event) => event.type === 'measures');
    expect(taken.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    const asked = measureIds.filter((id) => measures[id].kind !== 'batch');
    expect(Object.keys(taken[1]?.values ?? {})).toEqual(asked);
    expect(Object.keys(taken[0]?.values ?? {})).toEqual(
      asked.filter((id) => measures[id].kind === 'samples'),
    );
    for (const id of asked) {
      const measure = measures[id];
      if (measure.kind === 'batch') continue;
      expect(Object.keys(taken[1]?.values[id] ?? {}), id).toEqual(Object.keys(measure.series));
    }
  });

  it('rules without B use the seed’s B', () => {
    const config = tinyConfig({ rule: 'dfa' });
    expect(drawInitialValues(config, { inputs: 6, outputs: 3 }).feedback).toEqual(
      drawFeedback(config, rules.dfa, denseShapes([6, 7, 5, 3])),
    );
  });
});
