/** Delta norms, checked against a pass in double precision and against identities. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createErrorMemory, informationOf } from '../errorMemory/memory';
import { createNetwork, drawInitialValues, type InitialValues } from '../network/network';
import { ruleIds } from '../rules';
import type { RunSpec } from '../run/spec';
import { tinyConfig, tinyData, useCpu } from '../testSupport';
import { createMeasuring } from './taking/take';

beforeAll(useCpu);
const data = tinyData();
const N = data.train.size;

type Row = number[];
type Matrix = Row[];

const matrix = (flat: Float32Array, rows: number): Matrix => {
  const width = flat.length / rows;
  return Array.from({ length: rows }, (_, i) => [...flat.subarray(i * width, (i + 1) * width)]);
};
const at = (m: Matrix, i: number, j: number): number => m[i]?.[j] as number;
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => (b[0] as Row).map((_, j) => row.reduce((sum, v, k) => sum + v * at(b, k, j), 0)));
const transposed = (m: Matrix): Matrix => (m[0] as Row).map((_, j) => m.map((row) => row[j] as number));
const zip = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((v, j) => f(v, at(b, i, j))));

function targets(): Matrix {
  if (data.train.targets.kind !== 'classes') throw new Error('classes');
  return [...data.train.targets.labels].map((label) => [0, 1, 2].map((c) => (c === label ? 1 : 0)));
}
/** Plausible errors of earlier visits. */
const rows = (): Matrix =>
  targets().map((row, n) => row.map((y, c) => 0.7 * y - 0.2 * (1 - y) * Math.cos(n + c) ** 2));

const hidden = {
  tanh: { f: Math.tanh, slope: (h: number) => 1 - h * h },
  linear: { f: (z: number) => z, slope: () => 1 },
  relu: { f: (z: number) => Math.max(0, z), slope: (h: number) => (h > 0 ? 1 : 0) },
};
const softmax = (row: Row): Row => {
  const sum = row.reduce((s, z) => s + Math.exp(z), 0);
  return row.map((z) => Math.exp(z) / sum);
};
const ends: Record<string, (row: Row) => Row> = {
  sigmoid: (row) => row.map((z) => 1 / (1 + Math.exp(-z))),
  softmax,
  linear: (row) => row,
};

/** Root mean square of ‖dh_i‖ over samples, for a per-sample loss summed over outputs. */
function expectedNorms(config: RunSpec, { layers, feedback }: InitialValues): number[] {
  const { f, slope } = hidden[config.activation as keyof typeof hidden];
  const sizes = [data.inputs, ...config.hidden, data.outputs];
  const W = layers.map((layer, i) => matrix(layer.W!, sizes[i] as number));
  const h: Matrix[] = [matrix(Float32Array.from(data.train.inputs), N)];
  for (const [i, one] of W.entries()) {
    const z = times(h[i] as Matrix, one).map((row) => row.map((v, j) => v + (layers[i]?.b?.[j] as number)));
    const end = ends[config.outputActivation] as (row: Row) => Row;
    h.push(i === W.length - 1 ? z.map(end) : z.map((row) => row.map(f)));
  }
  const error = zip(targets(), h[W.length] as Matrix, (t, y) => t - y);
  const fed = {
    dfa: error,
    sdfa: error.map((row) => row.map(Math.sign)),
    drtp: targets(),
    'f3-error': config.errorTransform === 'one-hot' ? zip(rows(), targets(), (e, y) => e * y) : rows(),
  }[config.rule as string];
  const B = feedback.map((one, i) =>
    matrix(one, config.rule === 'fa' ? (sizes[i + 2] as number) : data.outputs),
  );
  // dL/dz: 2 (y − y*) for squared error; y − y* for a loss with its matching output activation.
  let dz = error.map((row) => row.map((e) => (config.loss === 'mse' ? -2 * e : -e)));
  const norms: number[] = [];
  for (let i = W.length - 2; i >= 0; i -= 1) {
    const through = config.rule === 'fa' ? (B[i] as Matrix) : transposed(W[i + 1] as Matrix);
    const dh: Matrix = fed ? times(fed, B[i] as Matrix) : times(dz, through);
    dz = zip(dh, h[i + 1] as Matrix, (d, v) => d * slope(v));
    norms.unshift(Math.sqrt(dh.flat().reduce((sum, v) => sum + v * v, 0) / N));
  }
  return norms;
}

async function seenNorms(config: RunSpec, initial: InitialValues): Promise<readonly (number | null)[]> {
  const net = createNetwork(config, data, initial);
  const information = informationOf(config);
  const own = information && createErrorMemory(Float32Array.from(rows().flat()), data.outputs, information);
  const measuring = createMeasuring(net, data, { own, plain: undefined });
  const norms = (await measuring?.take())?.['delta-norms']?.norm;
  measuring?.dispose();
  if (!norms) throw new Error('Nothing was measured.');
  return norms;
}

const measured = (changes: Partial<RunSpec>): RunSpec =>
  tinyConfig({ hidden: [7, 5, 6], measures: ['delta-norms'], ...changes });
const draw = (config: RunSpec): InitialValues => drawInitialValues(config, data);

const rulesWithDelta = ['bp', 'fa', 'dfa', 'sdfa', 'drtp', 'f3-error'] as const;
const settings: Partial<RunSpec>[] = [
  {},
  { activation: 'relu' },
  { outputActivation: 'softmax', loss: 'ce' },
  { outputActivation: 'linear', loss: 'mse' },
  { feedbackReduction: 'mean' },
  { lossReduction: 'sum' },
  { lossReduction: 'sum', outputActivation: 'softmax', loss: 'ce' },
  { errorTransform: 'one-hot' },
];

describe('delta norms', () => {
  for (const rule of rulesWithDelta)
    it.each(settings)(`${rule} with %o: agrees with double precision`, async (changes) => {
      const config = measured({ rule, ...changes });
      const initial = draw(config);
      const seen = await seenNorms(config, initial);
      const expected = expectedNorms(config, initial);
      expect(seen.at(-1)).toBeNull();
      expect(expected.every((norm) => norm > 0)).toBe(true);
      for (const [i, norm] of expected.entries()) expect((seen[i] as number) / norm).toBeCloseTo(1, 4);
    });

  it.each(['llo', 'pepita'] as const)('%s has no delta', async (rule) => {
    const config = measured({ rule });
    expect(await seenNorms(config, draw(config))).toEqual([null, null, null, null]);
  });

  it('covers every rule', () => {
    expect([...rulesWithDelta, 'f3-loss', 'llo', 'pepita'].sort()).toEqual([...ruleIds].sort());
  });

  it('is independent of depth if the same B feeds all layers, while backpropagation’s vanishes', async () => {
    const deep: Partial<RunSpec> = { hidden: Array(12).fill(6), feedbackSharing: 'shared' };
    for (const rule of ['dfa', 'sdfa', 'drtp', 'f3-error'] as const) {
      const config = measured({ rule, ...deep });
      const norms = (await seenNorms(config, draw(config))).slice(0, -1);
      expect(norms[0]).toBeGreaterThan(0.01);
      for (const norm of norms) expect(norm).toBe(norms[0]);
    }
    const config = measured({ rule: 'bp', ...deep });
    const bp = await seenNorms(config, draw(config));
    for (let i = 0; i < 11; i += 1) expect(bp[i]).toBeLessThan((bp[i + 1] as number) * 0.9);
  });

  it('DFA with B = −(W_{i+1} … W_K)ᵀ in a linear network has backpropagation’s deltas', async () => {
    const config = measured({ rule: 'bp', activation: 'linear' });
    const initial = draw(config);
    const sizes = [7, 5, 6];
    let path = matrix(initial.layers[3]!.W!, 6);
    const feedback = [2, 1, 0].map((i) => {
      if (i < 2) path = times(matrix(initial.layers[i + 1]!.W!, sizes[i]!), path);
      return Float32Array.from(transposed(path).flat(), (v) => -v);
    });
    const direct = { ...initial, feedback: feedback.toReversed() };
    const dfa = await seenNorms({ ...config, rule: 'dfa' }, direct);
    const bp = await seenNorms(config, initial);
    for (const i of [0, 1, 2]) expect((dfa[i] as number) / (bp[i] as number)).toBeCloseTo(1, 4);
  });

  it('is 0 below a layer of dead units, and finite where squares underflow single precision', async () => {
    const config = measured({ rule: 'bp', activation: 'relu' });
    const drawn = draw(config);
    const dead = drawn.layers.map((layer, i) =>
      i === 1 ? { ...layer, b: layer.b!.map(() => -1e3) } : layer,
    );
    expect((await seenNorms(config, { ...drawn, layers: dead })).slice(0, 2)).toEqual([
      0,
      expect.any(Number),
    ]);
    // Entries of about 1e-28, whose squares underflow in single precision.
    const linear = measured({ rule: 'bp', activation: 'linear' });
    const tiny = drawn.layers.map((layer, k) =>
      k === 0 ? layer : { ...layer, W: layer.W!.map((w) => w * 1e-9) },
    );
    const initial = { ...drawn, layers: tiny };
    const expected = expectedNorms(linear, initial);
    expect(expected[0]).toBeLessThan(1e-26);
    expect(((await seenNorms(linear, initial))[0] as number) / (expected[0] as number)).toBeCloseTo(1, 4);
  });
});
