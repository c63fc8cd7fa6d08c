/**
 * The engine against an independent second one, written below in plain numbers and double precision: every rule with
 * every activation, loss and variant, for several epochs.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { activationIds } from './blocks/activation';
import { errorTransformIds } from './errorMemory/transforms';
import { lossIds } from './head/loss';
import { optimizerIds } from './optimizers';
import { createStream } from './random/rng';
import { type RuleId, ruleIds, rules } from './rules';
import type { Rule } from './rules/rule';
import { replayTrajectory } from './run/trajectory/trajectory';
import { parseTrajectory, type Trajectory } from './run/trajectory/trajectoryFile';
import { useCpu } from './testSupport';

beforeAll(useCpu);

type Row = number[];
type Matrix = Row[];
type Settings = Trajectory['config'];
interface Net {
  W: Matrix[];
  b: Row[];
}

/** An entry of a table below. @throws naming what the oracle does not know */
function known<T>(table: Readonly<Record<string, T>>, what: string, id: string): T {
  const found = table[id];
  if (found === undefined)
    throw new Error(
      `The oracle does not know the ${what} “${id}”. Write its formula in src/core/oracle.test.ts.`,
    );
  return found;
}

const at = (m: Matrix, i: number, j: number): number => m[i]?.[j] as number;
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => (b[0] as Row).map((_, j) => row.reduce((s, v, k) => s + v * at(b, k, j), 0)));
const flip = (m: Matrix): Matrix => (m[0] as Row).map((_, j) => m.map((row) => row[j] as number));
const zip = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((x, j) => f(x, at(b, i, j))));
const each = (m: Matrix, f: (x: number) => number): Matrix => m.map((row) => row.map(f));

const softmax = (z: Matrix): Matrix =>
  z.map((row) => {
    const highest = Math.max(...row);
    const powers = row.map((v) => Math.exp(v - highest));
    const sum = powers.reduce((s, p) => s + p, 0);
    return powers.map((p) => p / sum);
  });
const squash: Record<string, (z: Matrix) => Matrix> = {
  tanh: (z) => each(z, Math.tanh),
  sigmoid: (z) => each(z, (v) => 1 / (1 + Math.exp(-v))),
  relu: (z) => each(z, (v) => Math.max(0, v)),
  linear: (z) => z,
  softmax,
};
/** dz from dh, by the Jacobian of one sample's activation at z. */
function pullBack(kind: string, dh: Matrix, z: Matrix): Matrix {
  if (kind === 'softmax') {
    const s = softmax(z);
    return dh.map((row, n) =>
      row.map((_, j) =>
        row.reduce((sum, g, k) => sum + g * at(s, n, k) * ((j === k ? 1 : 0) - at(s, n, j)), 0),
      ),
    );
  }
  const slope: Record<string, (v: number) => number> = {
    tanh: (v) => 1 / Math.cosh(v) ** 2,
    sigmoid: (v) => 1 / (2 + Math.exp(v) + Math.exp(-v)),
    relu: (v) => (v > 0 ? 1 : 0),
    linear: () => 1,
  };
  return zip(dh, each(z, known(slope, 'activation', kind)), (g, d) => g * d);
}
/** dL/dy of the mean-reduced loss, and L. */
function lossOf(kind: string, y: Matrix, t: Matrix): { value: number; gradient: Matrix } {
  const [n, c] = [y.length, (y[0] as Row).length];
  const sum = (m: Matrix) => m.flat().reduce((s, v) => s + v, 0);
  const losses = {
    mse: () => ({
      value: sum(zip(y, t, (a, b) => (a - b) ** 2)) / (n * c),
      gradient: zip(y, t, (a, b) => (2 * (a - b)) / (n * c)),
    }),
    ce: () => ({
      value: -sum(zip(y, t, (a, b) => b * Math.log(a))) / n,
      gradient: zip(y, t, (a, b) => -b / a / n),
    }),
    bce: () => ({
      value: -sum(zip(y, t, (a, b) => b * Math.log(a) + (1 - b) * Math.log(1 - a))) / (n * c),
      gradient: zip(y, t, (a, b) => (a - b) / (a * (1 - a)) / (n * c)),
    }),
  };
  return known(losses, 'loss', kind)();
}

/** Terms of the loss of a batch of n samples and c outputs, over which a summed one is not averaged. */
const terms = ({ loss, lossReduction }: Settings, n: number, c: number): number =>
  lossReduction === 'sum' ? n * (loss === 'ce' ? 1 : c) : 1;

function activity({ W, b }: Net, x: Matrix, c: Settings): { z: Matrix[]; h: Matrix[] } {
  const [z, h]: [Matrix[], Matrix[]] = [[], [x]];
  W.forEach((w, i) => {
    const sum = times(h[i] as Matrix, w).map((row) => row.map((v, j) => v + (b[i]?.[j] as number)));
    z.push(sum);
    const kind = i === W.length - 1 ? c.outputActivation : c.hiddenActivation;
    h.push(known(squash, 'activation', kind)(sum));
  });
  return { z, h };
}

const seenBy = (c: Settings, y: Matrix): Matrix => (c.errorTransform === 'softmax' ? softmax(y) : y);

/** What rules with a memory store from outputs y. */
const kept: Record<string, (c: Settings, y: Matrix, t: Matrix) => Matrix> = {
  'f3-error': (c, y, t) => zip(t, seenBy(c, y), (a, b) => a - b),
  'f3-loss': (c, y, t) => {
    const outputs = (y[0] as Row).length;
    const factor = c.lossErrorScale === 'per-sample' ? y.length * (c.loss === 'ce' ? 1 : outputs) : 1;
    const gradient = each(lossOf(c.loss, seenBy(c, y), t).gradient, (g) => -g * factor);
    return c.errorTransform === 'softmax' ? pullBack('softmax', gradient, y) : gradient;
  },
};

interface Gradients {
  W: (Matrix | undefined)[];
  b: (Row | undefined)[];
}
const gradient = (input: Matrix, dz: Matrix) => ({
  W: times(flip(input), dz),
  b: (dz[0] as Row).map((_, j) => dz.reduce((s, row) => s + (row[j] as number), 0)),
});

function pepita(net: Net, t: Trajectory, x: Matrix, target: Matrix): Gradients {
  const { h } = activity(net, x, t.config);
  const error = zip(h[h.length - 1] as Matrix, target, (a, b) => a - b);
  const second = activity(
    net,
    zip(x, times(error, flip(t.init.inputFeedback as Matrix)), (a, b) => a + b),
    t.config,
  ).h;
  const out: Gradients = { W: [], b: [] };
  net.W.forEach((_, i) => {
    const last = i === net.W.length - 1;
    const [a, b] = last ? [second[i + 1], target] : [h[i + 1], second[i + 1]];
    const dz = zip(a as Matrix, b as Matrix, (u, v) =>
      t.config.lossReduction === 'sum' ? u - v : (u - v) / x.length,
    );
    out.W.push(gradient(second[i] as Matrix, dz).W);
    out.b.push(undefined);
  });
  return out;
}

/** The stored errors of a batch's samples, and the mean over all samples. */
interface Past {
  stored: Matrix;
  mean: number;
}

/** E as read from a memory. */
const reads: Record<string, (target: Matrix, past: Past) => Matrix> = {
  raw: (_target, { stored }) => stored,
  softmax: (_target, { stored }) => stored,
  'one-hot': (target, { stored }) => zip(stored, target, (a, b) => a * b),
  aggregate: (target, { mean }) => each(target, (v) => v * mean),
};
const delayed = (c: Settings, _y: Matrix, target: Matrix, past: Past): Matrix =>
  known(reads, 'error transform', c.errorTransform ?? 'raw')(target, past);

/** E for the hidden layers of direct rules. */
const fed: Record<string, (c: Settings, y: Matrix, target: Matrix, past: Past) => Matrix> = {
  dfa: (_c, y, target) => zip(target, y, (a, b) => a - b),
  sdfa: (_c, y, target) =>
    each(
      zip(target, y, (a, b) => a - b),
      Math.sign,
    ),
  drtp: (_c, _y, target) => target,
  'f3-error': delayed,
  'f3-loss': delayed,
};
/** dh of layerwise rules from dz and W of the layer above. */
const pulled: Record<string, (dz: Matrix, W: Matrix, B: Matrix) => Matrix> = {
  bp: (dz, W) => times(dz, flip(W)),
  fa: (dz, _W, B) => times(dz, B),
};

function gradientsOf(net: Net, t: Trajectory, x: Matrix, target: Matrix, past: Past) {
  const { config: c } = t;
  const { z, h } = activity(net, x, c);
  const K = net.W.length;
  const y = h[K] as Matrix;
  if (c.algorithm === 'pepita') return { y, gradients: pepita(net, t, x, target) };
  const gradients: Gradients = { W: [], b: [] };
  const factor = terms(c, y.length, (y[0] as Row).length);
  const dy = each(lossOf(c.loss, y, target).gradient, (g) => g * factor);
  let dz = pullBack(c.outputActivation, dy, z[K - 1] as Matrix);
  for (let i = K - 1; i >= 0; i--) {
    const own = gradient(h[i] as Matrix, dz);
    gradients.W[i] = own.W;
    gradients.b[i] = own.b;
    if (i === 0 || c.algorithm === 'llo') break;
    const B = t.init.feedback?.[i - 1] as Matrix;
    const N = c.feedbackReduction === 'mean' ? x.length : 1;
    const down = pulled[c.algorithm];
    const dh = down
      ? down(dz, net.W[i] as Matrix, B)
      : each(times(known(fed, 'rule', c.algorithm)(c, y, target, past), B), (v) => v / N);
    dz = pullBack(c.hiddenActivation, dh, z[i - 1] as Matrix);
  }
  return { y, gradients };
}

/** PyTorch's SGD with momentum, Nesterov, RMSprop and Adam on one number. */
function descend(o: Settings['optimizer'], p: number, g: number, s: number[], t: number): number {
  const lr = o.learningRate;
  const option = (key: string) => o[key] as number;
  if (o.name === 'sgd') return p - lr * g;
  if (o.name === 'momentum' || o.name === 'nesterov') {
    s[0] = option('momentum') * (s[0] ?? 0) + g;
    return p - lr * (o.name === 'nesterov' ? g + option('momentum') * s[0] : s[0]);
  }
  if (o.name === 'rmsprop') {
    s[0] = option('decay') * (s[0] ?? 0) + (1 - option('decay')) * g * g;
    return p - (lr * g) / (Math.sqrt(s[0]) + option('epsilon'));
  }
  if (o.name !== 'adam') return known<number>({}, 'optimizer', o.name);
  s[0] = option('beta1') * (s[0] ?? 0) + (1 - option('beta1')) * g;
  s[1] = option('beta2') * (s[1] ?? 0) + (1 - option('beta2')) * g * g;
  const [m, v] = [s[0] / (1 - option('beta1') ** t), s[1] / (1 - option('beta2') ** t)];
  return p - (lr * m) / (Math.sqrt(v) + option('epsilon'));
}

/** Fills `expected` of a trajectory. */
function run(t: Trajectory): Trajectory {
  const { config: c, data } = t;
  const net: Net = { W: structuredClone(t.init.weights), b: structuredClone(t.init.biases) };
  const memory = structuredClone(data.y);
  const states = new Map<string, number[]>();
  const state = (key: string): number[] => states.get(key) ?? (states.set(key, []).get(key) as number[]);
  const pick = (m: Matrix, batch: Row) => batch.map((n) => m[n] as Row);
  const outputs = (batch: Row) => activity(net, pick(data.x, batch), c).h[net.W.length] as Matrix;
  const keep = (batch: Row, y: Matrix): void => {
    kept[c.algorithm]?.(c, y, pick(data.y, batch)).forEach((row, k) => {
      memory[batch[k] as number] = row;
    });
  };
  const meanOf = (epoch: Row[]) => {
    const visited = [...new Set(epoch.flat())];
    const errors = visited.map((n) => (memory[n] as Row).reduce((r, v, j) => r + v * at(data.y, n, j), 0));
    return errors.reduce((s, e) => s + e, 0) / visited.length;
  };
  let mean = 1;
  if (c.errorInit === 'inference-epoch') {
    for (const batch of t.batches[0] ?? []) keep(batch, outputs(batch));
    mean = meanOf(t.batches[0] ?? []);
  }
  const loss: number[] = [];
  let step = 0;
  for (const epoch of t.batches) {
    for (const batch of epoch) {
      const [x, target] = [pick(data.x, batch), pick(data.y, batch)];
      const { y, gradients } = gradientsOf(net, t, x, target, {
        stored: pick(memory, batch),
        mean,
      });
      loss.push(lossOf(c.loss, y, target).value);
      step += 1;
      net.W.forEach((w, i) => {
        const [dW, db] = [gradients.W[i], gradients.b[i]];
        const o = c.optimizer;
        if (dW)
          net.W[i] = w.map((row, r) =>
            row.map((p, j) => descend(o, p, at(dW, r, j), state(`W${i},${r},${j}`), step)),
          );
        if (db && c.bias !== false)
          net.b[i] = (net.b[i] as Row).map((p, j) =>
            descend(o, p, db[j] as number, state(`b${i},${j}`), step),
          );
      });
      keep(batch, y);
    }
    mean = meanOf(epoch);
  }
  return {
    ...t,
    expected: {
      loss,
      weights: net.W,
      biases: net.b,
      ...(kept[c.algorithm] ? { storedError: memory } : {}),
    },
  };
}

const optimizers = [
  { name: 'sgd', learningRate: 0.05 },
  { name: 'momentum', learningRate: 0.01, momentum: 0.8 },
  { name: 'nesterov', learningRate: 0.01, momentum: 0.7 },
  { name: 'rmsprop', learningRate: 0.004, decay: 0.95, epsilon: 1e-6 },
  { name: 'adam', learningRate: 0.01, beta1: 0.85, beta2: 0.98, epsilon: 1e-7 },
];

/** Steps small enough that -1/y of F³-Loss stays a number. */
function optimizerOf(rule: RuleId, k: number): Settings['optimizer'] {
  const optimizer = optimizers[k % optimizers.length] as Settings['optimizer'];
  return rule === 'f3-loss' ? { ...optimizer, learningRate: optimizer.learningRate / 20 } : optimizer;
}

/** @param sure multiplies the output's weights, and with them its logits */
function start(changes: Partial<Settings>, seed: number, sure = 1): Trajectory {
  const stream = createStream(seed, 'oracle');
  const c: Settings = {
    layers: [5, 6, 4, 3],
    hiddenActivation: 'tanh',
    outputActivation: 'sigmoid',
    loss: 'bce',
    algorithm: 'bp',
    optimizer: optimizerOf('bp', seed),
    batchSize: 4,
    ...changes,
  };
  const draw = (rows: number, columns: number, scale = 0.8): Matrix =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => stream.uniform(-scale, scale)));
  const { layers: n } = c;
  const [K, C] = [n.length - 1, n[n.length - 1] as number];
  const size = 11;
  const regression = c.loss === 'mse' && c.outputActivation === 'linear';
  const labels = Array.from({ length: size }, () => stream.below(C));
  const batches = [1, 2, 3].map(() => {
    const order = [...stream.permutation(size)];
    const whole = [order.slice(0, 4), order.slice(4, 8), order.slice(8)];
    // An epoch's share below 1.
    return c.errorTransform === 'aggregate' && seed % 2 === 1 ? whole.slice(0, 2) : whole;
  });
  return {
    name: 'oracle',
    config: c,
    init: {
      weights: n
        .slice(1)
        .map((units, i) => draw(n[i] as number, units, i === n.length - 2 ? 0.8 * sure : 0.8)),
      biases: n
        .slice(1)
        .map((units) => (c.bias === false ? Array(units).fill(0) : (draw(1, units, 0.3)[0] as Row))),
      feedback: n
        .slice(1, -1)
        .map((units, i) => draw(c.algorithm === 'fa' ? (n[i + 2] as number) : C, units)),
      ...(c.algorithm === 'pepita' ? { inputFeedback: draw(n[0] as number, C, 0.2) } : {}),
    },
    data: {
      x: draw(size, n[0] as number, 1.5),
      y: regression
        ? draw(size, C, 1.5)
        : labels.map((label) => Array.from({ length: C }, (_, j) => (j === label ? 1 : 0))),
    },
    batches,
    expected: { loss: [], weights: Array(K).fill([]), biases: [] },
  };
}

/** Every value of every dimension meets every rule; other dimensions change with a counter, each at its own pace. */
const pairs = [
  { loss: 'bce', outputActivation: 'sigmoid' },
  { loss: 'ce', outputActivation: 'softmax' },
  { loss: 'mse', outputActivation: 'linear' },
  { loss: 'mse', outputActivation: 'sigmoid' },
  { loss: 'bce', outputActivation: 'softmax' },
];
const depths = [
  [5, 6, 4, 3],
  [5, 6, 3],
  [5, 3],
  [5, 6, 4, 5, 4, 3],
];

function variantsOf(id: RuleId): Partial<Settings>[] {
  const rule: Rule = rules[id];
  const variants: Partial<Settings>[] = [{}, { bias: false }, { lossReduction: 'sum' }];
  const isDelayed = rule.signal === 'delayed-error';
  const ofLoss = isDelayed && rule.stores !== 'error';
  if (rule.path === 'direct' && !ofLoss) variants.push({ feedbackReduction: 'mean' });
  if (isDelayed) {
    for (const errorTransform of errorTransformIds)
      variants.push({ errorTransform }, { errorTransform, errorInit: 'inference-epoch' });
  }
  if (ofLoss) {
    for (const errorTransform of errorTransformIds)
      variants.push({ errorTransform, lossErrorScale: 'per-sample' });
  }
  return variants;
}

function casesOf(rule: RuleId): Partial<Settings>[] {
  const cases: Partial<Settings>[] = [];
  for (const variant of variantsOf(rule))
    for (const pair of pairs)
      for (const hiddenActivation of activationIds)
        cases.push({ ...variant, ...pair, hiddenActivation, layers: depths[cases.length % 3] as number[] });
  cases.push({ layers: depths[3] as number[] });
  const classes = ({ errorTransform, outputActivation }: Partial<Settings>) =>
    !(outputActivation === 'linear' && (errorTransform === 'one-hot' || errorTransform === 'aggregate'));
  return cases.filter(classes);
}

describe('a second engine in plain numbers', () => {
  it('covers every rule, loss, optimizer and error transform, or names the missing ones', () => {
    const missing = (all: readonly string[], own: readonly string[]) => all.filter((id) => !own.includes(id));
    const rulesHere = [...Object.keys(pulled), ...Object.keys(fed), 'llo', 'pepita'];
    expect(missing(ruleIds, rulesHere), 'rules').toEqual([]);
    const remembering = ruleIds.filter((id) => rules[id].signal === 'delayed-error');
    expect(missing(remembering, Object.keys(kept)), 'rules with a memory').toEqual([]);
    const paired = pairs.map(({ loss }) => loss);
    expect(missing(lossIds, paired), 'losses').toEqual([]);
    const stepped = optimizers.map(({ name }) => name);
    expect(missing(optimizerIds, stepped), 'optimizers').toEqual([]);
    expect(missing(errorTransformIds, Object.keys(reads)), 'error transforms').toEqual([]);
    expect(() => known(fed, 'rule', 'new-rule')).toThrow(/does not know the rule “new-rule”/);
  });

  it.each(ruleIds)('%s: every activation, loss, depth, optimizer and variant', async (algorithm) => {
    const cases = casesOf(algorithm);
    expect(cases.length).toBeGreaterThan(35);
    for (const [k, changes] of cases.entries()) {
      const trajectory = run(start({ algorithm, ...changes, optimizer: optimizerOf(algorithm, k) }, k));
      const what = JSON.stringify({ ...changes, optimizer: trajectory.config.optimizer.name });
      // Skip what has no finite loss even in double precision.
      expect(trajectory.expected.loss.every(Number.isFinite), what).toBe(true);
      const differences = await replayTrajectory(parseTrajectory(structuredClone(trajectory)));
      // 1/y of an unlikely class is large: single precision is relative to the size of the values.
      const size = Math.max(1, ...(trajectory.expected.storedError ?? []).flat().map(Math.abs));
      for (const [field, difference] of Object.entries(differences))
        expect(difference, `${what} ${field}`).toBeLessThan(field === 'storedError' ? 1e-4 * size : 1e-4);
    }
  });

  // Where the network is wrong the gradient is 1, where it is right almost 0, and sDFA uses its sign.
  it.each(ruleIds)('%s: cross-entropy of overconfident networks', async (algorithm) => {
    let surest = 0;
    for (const [k, hiddenActivation] of activationIds.entries())
      for (const [j, layers] of depths.slice(0, 3).entries()) {
        const own = optimizerOf(algorithm, k + 4 * j);
        // −1/y of F³-Loss grows exponentially where other signals grow linearly.
        const [sure, slower] = algorithm === 'f3-loss' ? [8, 1e-7] : [25, 1];
        const optimizer = { ...own, learningRate: own.learningRate * slower };
        const changes = {
          algorithm,
          hiddenActivation,
          layers,
          loss: 'ce',
          outputActivation: 'softmax',
          optimizer,
        };
        const trajectory = run(start(changes, 100 + 3 * k + j, sure));
        const { expected } = trajectory;
        surest = Math.max(surest, ...expected.loss);
        const differences = await replayTrajectory(parseTrajectory(structuredClone(trajectory)));
        const { storedError = [], weights, biases } = expected;
        const size = (all: number[]) => Math.max(1, ...all.map(Math.abs));
        const sizes: Record<string, number> =
          algorithm === 'f3-loss'
            ? {
                storedError: size(storedError.flat()),
                weights: size(weights.flat(2)),
                biases: size(biases.flat()),
              }
            : {};
        for (const [field, difference] of Object.entries(differences))
          expect(difference, `${JSON.stringify(changes)} ${field}`).toBeLessThan(1e-4 * (sizes[field] ?? 1));
      }
    expect(surest).toBeGreaterThan(algorithm === 'f3-loss' ? 10 : 20);
  });
});
