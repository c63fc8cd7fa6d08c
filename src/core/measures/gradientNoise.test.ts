/** Gradient noise, checked against a loop over samples in double precision. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createErrorMemory, informationOf, type Memories } from '../errorMemory/memory';
import { drawInitialValues, type Network } from '../network/network';
import { type RuleId, ruleIds, rules } from '../rules';
import type { Rule } from '../rules/rule';
import type { RunSpec } from '../run/spec';
import type { Dataset } from '../samples/dataset';
import { tinyConfig, tinyData, tinyNetwork, useCpu } from '../testSupport';
import { createMeasuring } from './taking/take';

beforeAll(useCpu);

type Row = readonly number[];
type Matrix = readonly Row[];

/** The third input is 0 for every sample, so its row of W_1 has no gradient. */
const DARK = 2;
function darkened(): Dataset {
  const data = tinyData();
  const inputs = Float32Array.from(data.train.inputs, (value, i) => (i % data.inputs === DARK ? 0 : value));
  return { ...data, train: { ...data.train, inputs } };
}
const data = darkened();
const samples = data.train.size;
const { targets } = data.train;
const labels = targets.kind === 'classes' ? targets.labels : [];

const sizes = [6, 7, 5, 3] as const;
const rowsOf = (values: ArrayLike<number>, width: number): Matrix =>
  Array.from({ length: values.length / width }, (_, i) =>
    Array.from({ length: width }, (_, j) => values[i * width + j] as number),
  );
const times = (row: Row, matrix: Matrix): Row =>
  (matrix[0] as Row).map((_, j) =>
    row.reduce((sum, value, i) => sum + value * (matrix[i]?.[j] as number), 0),
  );
const transposed = (matrix: Matrix): Matrix =>
  (matrix[0] as Row).map((_, j) => matrix.map((row) => row[j] as number));
const less = (a: Row, b: Row): Row => a.map((value, i) => value - (b[i] as number));

interface Net {
  readonly W: readonly Matrix[];
  readonly b: readonly Row[];
  readonly B: readonly Matrix[];
}
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** h_0 … h_K of one sample. */
function forward({ W, b }: Net, x: Row): Row[] {
  const h = [x];
  W.forEach((weights, i) => {
    const z = times(h[i] as Row, weights).map((value, j) => value + (b[i]?.[j] as number));
    h.push(z.map(i === W.length - 1 ? sigmoid : Math.tanh));
  });
  return h;
}

/** h_{i-1} and dz_i of layers 1 … K, up to a factor per layer; undefined for layers without feedback. */
function factors(id: RuleId, net: Net, x: Row, target: Row, old: Row) {
  const rule: Rule = rules[id];
  const h = forward(net, x);
  const y = h[3] as Row;
  const error = less(target, y);
  if (rule.path === 'input') {
    const second = forward(net, less(x, times(error, net.B[0] as Matrix)));
    return [1, 2, 3].map((i) => ({
      h: second[i - 1] as Row,
      dz: less(i === 3 ? (second[3] as Row) : (h[i] as Row), i === 3 ? target : (second[i] as Row)),
    }));
  }
  const dz: (Row | undefined)[] = [undefined, undefined, less(y, target)];
  for (let i = 1; i >= 0; i--) {
    const above = dz[i + 1];
    if (rule.path === 'none' || !above) continue;
    const signal = { error: id === 'sdfa' ? error.map(Math.sign) : error, target, 'delayed-error': old };
    const dh =
      rule.path === 'layerwise'
        ? times(above, rule.feedback ? (net.B[i] as Matrix) : transposed(net.W[i + 1] as Matrix))
        : times(signal[rule.signal], net.B[i] as Matrix);
    dz[i] = dh.map((value, j) => value * (1 - (h[i + 1]?.[j] as number) ** 2));
  }
  return dz.map((one, i) => one && { h: h[i] as Row, dz: one });
}

/** Gradients of one layer's W, flattened, one row per sample. */
function gradients(id: RuleId, net: Net, layer: number, old: Matrix): Matrix | undefined {
  const all = rowsOf(data.train.inputs as Float32Array, 6).map((x, n) => {
    const target = [0, 1, 2].map((c) => (labels[n] === c ? 1 : 0));
    const made = factors(id, net, x, target, old[n] as Row)[layer];
    return made?.h.flatMap((value) => made.dz.map((delta) => value * delta));
  });
  return all.every((one) => one !== undefined) ? (all as Matrix) : undefined;
}

/** Mean of |mean| / std over entries, without those that are always 0. */
function ratioOf(g: Matrix): number {
  const ratios = transposed(g).flatMap((entry) => {
    if (entry.every((value) => value === 0)) return [];
    const mean = entry.reduce((sum, value) => sum + value, 0) / samples;
    const variance = entry.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples;
    return [Math.abs(mean) / Math.sqrt(variance)];
  });
  return ratios.reduce((sum, value) => sum + value, 0) / ratios.length;
}

function cosineOf(a: Matrix, b: Matrix): number {
  const [u, v] = [a, b].map((g) =>
    transposed(g).map((entry) => entry.reduce((sum, value) => sum + value, 0)),
  );
  const dot = (p: Row = [], q: Row = []) => p.reduce((sum, value, i) => sum + value * (q[i] as number), 0);
  return dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v));
}

/** Plausible errors, or loss gradients, of earlier visits. */
const old = Float32Array.from({ length: samples * 3 }, (_, i) => Math.sin(i) + 0.3 * Math.cos(3 * i));

function memoriesOf(config: RunSpec): Memories {
  const information = informationOf(config);
  return { own: information && createErrorMemory(old, 3, information), plain: undefined };
}

async function plainNet(net: Network): Promise<Net> {
  const values = async (tensors: readonly ({ data(): Promise<ArrayLike<number>> } | undefined)[]) =>
    Promise.all(tensors.map((one) => one?.data() ?? []));
  const W = await values(net.layers.map(({ parameters }) => parameters.W));
  const b = await values(net.layers.map(({ parameters }) => parameters.b));
  const B = await values(net.feedback);
  return {
    W: W.map((one, i) => rowsOf(one, sizes[i + 1] as number)),
    b: b.map((one) => Array.from(one)),
    B: B.map((one, i) => rowsOf(one, net.feedback[i]?.shape[1] as number)),
  };
}

async function taken(config: RunSpec, from: Dataset = data) {
  const net = tinyNetwork(config, drawInitialValues(config, { inputs: 6, outputs: 3 }));
  const measuring = createMeasuring(net, from, memoriesOf(config));
  const seen = (await measuring?.take())?.['gradient-noise'];
  measuring?.dispose();
  return { net, seen };
}

describe('gradient noise', () => {
  it.each(ruleIds)('%s: ratio and cosine agree with a loop over single samples', async (rule) => {
    const config = tinyConfig({
      rule,
      errorTransform: 'raw',
      bias: rule !== 'pepita',
      measures: ['gradient-noise'],
    });
    const { net, seen } = await taken(config);
    const plain = await plainNet(net);
    const before = rowsOf(old, 3);
    for (const layer of [0, 1, 2]) {
      const own = gradients(rule, plain, layer, before);
      const bp = gradients('bp', plain, layer, before) as Matrix;
      if (!own) {
        expect([seen?.snr?.[layer], seen?.floor?.[layer], seen?.cosine?.[layer]]).toEqual([null, null, null]);
        continue;
      }
      expect(seen?.snr?.[layer], `layer ${layer + 1}`).toBeCloseTo(ratioOf(own), 4);
      expect(seen?.cosine?.[layer], `layer ${layer + 1}`).toBeCloseTo(cosineOf(own, bp), 5);
      expect(seen?.floor?.[layer]).toBeCloseTo(Math.sqrt(2 / (Math.PI * samples)), 6);
    }
    if (rule === 'bp') expect(seen?.cosine).toEqual([1, 1, 1]);
    if (rule === 'llo') expect(seen?.snr?.slice(0, 2)).toEqual([null, null]);
  });

  it('equals the noise floor for pure noise, at any scale', async () => {
    const wide = 6 * 400;
    // Targets are independent of the inputs, and the output is 1/2 for every sample.
    const config = tinyConfig({ hidden: [], weightInit: 'zeros', measures: ['gradient-noise'] });
    const size = 300;
    const inputs = Float32Array.from({ length: size * 6 }, (_, i) => Math.sin(i * i * 12.9898 + wide) * 1e-6);
    const own = Uint8Array.from({ length: size }, (_, n) => (n * 7919) % 3);
    const noise = { ...data, train: { size, inputs, targets: { kind: 'classes' as const, labels: own } } };
    const { seen } = await taken(config, noise);
    const floor = Math.sqrt(2 / (Math.PI * 256));
    expect(seen?.floor?.[0]).toBeCloseTo(floor, 6);
    expect((seen?.snr?.[0] as number) / floor).toBeGreaterThan(0.5);
    expect((seen?.snr?.[0] as number) / floor).toBeLessThan(1.5);
  });

  it('has no ratio for a single sample, nor without any gradient', async () => {
    const { train } = data;
    const one = { ...data, train: { ...train, size: 1 } };
    const { seen } = await taken(tinyConfig({ measures: ['gradient-noise'] }), one);
    expect(seen).toMatchObject({ snr: [null, null, null], floor: [null, null, null] });
    const dark = { ...data, train: { ...train, inputs: new Float32Array(samples * 6) } };
    const nothing = await taken(tinyConfig({ measures: ['gradient-noise'] }), dark);
    expect(nothing.seen?.snr?.[0]).toBeNull();
  });
});
