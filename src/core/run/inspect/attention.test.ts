/** What an inspection shows of attention, against attention in plain JavaScript. */
import { beforeAll, expect, it } from 'vitest';
import { hiddenLayer } from '../../blocks/hidden';
import { drawInitialValues } from '../../network/network';
import { tinyConfig, tinyImages, useCpu } from '../../testSupport';
import { createRun } from '../run';

beforeAll(useCpu);

const [tokens, dims, heads, key] = [12, 6, 2, 3];
const data = tinyImages();
const spec = tinyConfig({
  rule: 'f3-error',
  hidden: [hiddenLayer('transformer', { dims, tokens, heads, key, mlp: 4, embedding: 0 }), 4],
});
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** x̂ of a token: gain 1 and bias 0 before training. */
function normalised(token: readonly number[]): number[] {
  const mean = sum(token) / dims;
  const variance = sum(token.map((value) => (value - mean) ** 2)) / dims;
  return token.map((value) => (value - mean) / Math.sqrt(variance + 1e-5));
}

/** Softmax over the tokens that are attended to, of q · k / √key. */
function sharesOf(qkv: ArrayLike<number>, sample: readonly number[], head: number): number[][] {
  const inner = heads * key;
  const all = Array.from({ length: tokens }, (_, t) => normalised(sample.slice(t * dims, (t + 1) * dims)));
  const of = (token: readonly number[], part: 0 | 1): number[] =>
    Array.from({ length: key }, (_, j) =>
      sum(token.map((value, i) => value * (qkv[i * 3 * inner + part * inner + head * key + j] as number))),
    );
  return all.map((token) => {
    const q = of(token, 0);
    const powers = all.map((other) => {
      const k = of(other, 1);
      return Math.exp(sum(q.map((value, j) => value * (k[j] as number))) / Math.sqrt(key));
    });
    return powers.map((power) => power / sum(powers));
  });
}

it('is that of the sample, head by head, before training; other layers have none', async () => {
  const run = createRun(spec, data);
  await run.events.next();
  const seen = await run.inspect('network', { layer: 1, sample: 3 });
  const above = await run.inspect('network', { layer: 2, sample: 3 });
  await run.events.return();
  const sample = Array.from(data.train.inputs.subarray(3 * 72, 4 * 72), Number);
  const { qkv } = drawInitialValues(spec, data).layers[0] as Record<string, Float32Array>;
  const { attention } = seen ?? {};
  expect(attention).toMatchObject({ channels: [0, 1] });
  expect(attention?.rows).toHaveLength(tokens);
  expect(above?.attention).toBeUndefined();
  for (let head = 0; head < heads; head++)
    for (const [t, row] of sharesOf(qkv as Float32Array, sample, head).entries())
      for (const [other, share] of row.entries())
        expect(attention?.values[(head * tokens + t) * tokens + other]).toBeCloseTo(share, 5);
});
