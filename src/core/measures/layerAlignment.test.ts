/** Alignment by layer, checked against products and sums in plain JavaScript. */
import { beforeAll, expect, it } from 'vitest';
import { createNetwork, drawInitialValues } from '../network/network';
import { ruleIds, rules } from '../rules';
import type { Rule } from '../rules/rule';
import type { RunSpec } from '../run/spec';
import { tinyConfig, tinyData, useCpu } from '../testSupport';
import { createMeasuring } from './taking/take';

beforeAll(useCpu);
const data = tinyData();
const sizes = [6, 7, 5, 4, 3] as const;

/** aᵀ b of [k, m] and [k, n], row-major. */
function product(a: ArrayLike<number>, b: ArrayLike<number>, m: number, n: number): number[] {
  const k = a.length / m;
  return Array.from({ length: m * n }, (_, p) => {
    const [i, j] = [Math.floor(p / n), p % n];
    let sum = 0;
    for (let q = 0; q < k; q++) sum += (a[q * m + i] as number) * (b[q * n + j] as number);
    return sum;
  });
}
const transposed = (a: ArrayLike<number>, width: number): number[] =>
  Array.from({ length: a.length }, (_, p) => {
    const rows = a.length / width;
    return a[(p % rows) * width + Math.floor(p / rows)] as number;
  });
function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (u: ArrayLike<number>, v: ArrayLike<number>) =>
    Array.from(u).reduce((sum, value, i) => sum + value * (v[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

async function taken(config: RunSpec, initial = drawInitialValues(config, data)) {
  const net = createNetwork(config, data, initial);
  const measuring = createMeasuring(net, data, { own: undefined, plain: undefined });
  const seen = (await measuring?.take())?.['layer-alignment']?.cosine;
  measuring?.dispose();
  net.dispose();
  return seen;
}

/** W_2 … W_K in perfect alignment. */
function aligned(rule: Rule, B: readonly Float32Array[]): number[][] {
  return [1, 2, 3].map((i) => {
    const [below, above] = [B[i - 1] as Float32Array, B[i]];
    const width = sizes[i] as number;
    if (rule.path === 'layerwise') return transposed(below, width);
    return above
      ? product(below, above, width, sizes[i + 1] as number)
      : transposed(below, width).map((value) => -value);
  });
}

it.each(ruleIds)('%s: cosine of each W_i with the product of the adjacent B', async (id) => {
  const rule: Rule = rules[id];
  const config = tinyConfig({ rule: id, hidden: [7, 5, 4], measures: ['layer-alignment'] });
  const initial = drawInitialValues(config, data);
  const seen = await taken(config, initial);
  const feeds = rule.path === 'direct' || (rule.path === 'layerwise' && rule.feedback);
  if (!feeds) {
    expect(seen).toEqual([null, null, null, null]);
    return;
  }
  const targets = aligned(rule, initial.feedback);
  expect(seen?.[0]).toBeNull();
  targets.forEach((target, i) => {
    const W = initial.layers[i + 1]?.W as Float32Array;
    expect(seen?.[i + 1], `layer ${i + 2}`).toBeCloseTo(cosine(W, target), 5);
  });
  // Weights equal to that product have cosine 1, negated ones −1.
  for (const sign of [1, -1]) {
    const layers = initial.layers.map((layer, i) =>
      i === 0
        ? layer
        : { ...layer, W: Float32Array.from(targets[i - 1] as number[], (value) => sign * 3 * value) },
    );
    const values = await taken(config, { ...initial, layers });
    expect(values?.slice(1).map((value) => Math.round(1e5 * (value ?? 0)) / 1e5)).toEqual([sign, sign, sign]);
  }
});

it('DFA’s weights align during training, each layer with the sign that is compared', async () => {
  const config = tinyConfig({
    ...{ rule: 'dfa', hidden: [7, 5, 4], bias: false, learningRate: 0.05, epochs: 60 },
    ...{ weightInit: 'zeros', measures: ['layer-alignment'] },
  });
  const { train } = await import('../testSupport');
  let last: readonly (number | null)[] = [];
  for await (const event of train(config, data))
    if (event.type === 'measures') last = event.values['layer-alignment']?.cosine ?? [];
  for (const value of last.slice(1)) expect(value).toBeGreaterThan(0.3);
});
