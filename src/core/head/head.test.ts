import { type Tensor, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '../ops';
import { activations } from '../blocks/activation';
import { informationOf } from '../errorMemory/memory';
import { createNetwork, type InitialValues } from '../network/network';
import { trainStep } from '../passes/step';
import { firstBatch, tinyConfig, tinyData, tinyNetwork, useCpu } from '../testSupport';
import { evaluate } from '../trainer/evaluate';
import { headOf } from './head';
import { losses } from './loss';
import { confidentLogits, crossEntropyOf, signOf } from './testSupport';

beforeAll(useCpu);

const ce = { loss: 'ce', outputActivation: 'softmax' } as const;
const right = confidentLogits.map((row) => row.map((_, c) => (c === 0 ? 1 : 0)));
const numbers = async (tensor: Tensor): Promise<number[]> => [...(await tensor.data())];

async function told(z: readonly (readonly number[])[], targets: readonly (readonly number[])[]) {
  const head = headOf(ce);
  const output = head.output(tensor2d(z.map((row) => [...row])));
  const target = tensor2d(targets.map((row) => [...row]));
  const [dz, loss] = [head.delta(output.y, target), head.report(output, target)];
  return { dz: await numbers(dz), loss: (await numbers(loss))[0] as number };
}

describe('cross-entropy of a softmax', () => {
  it.each(confidentLogits.map((row) => [row] as const))(
    'of the logits %s matches double precision',
    async (row) => {
      const target = row.map((_, c) => (c === 0 ? 1 : 0));
      const expected = crossEntropyOf([row], [target]);
      const found = await told([row], [target]);
      for (const [c, value] of expected.dz.entries()) expect(found.dz[c]).toBeCloseTo(value, 6);
      expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-6 * Math.max(1, expected.loss));
    },
  );

  it('of a batch: dz is (y − y*)/N', async () => {
    const expected = crossEntropyOf(confidentLogits, right);
    const found = await told(confidentLogits, right);
    for (const [i, value] of expected.dz.entries()) expect(found.dz[i]).toBeCloseTo(value, 7);
    expect(found.loss / expected.loss).toBeCloseTo(1, 6);
  });

  it('of a batch: y* − y has the correct sign, even where y rounds to 0 or 1', async () => {
    const { error } = crossEntropyOf(confidentLogits, right);
    const head = headOf(ce);
    const { y } = head.output(tensor2d(confidentLogits.map((row) => [...row])));
    const found = await numbers(tidy(() => head.error(y, tensor2d(right))));
    for (const [i, value] of error.entries()) {
      expect(found[i]).toBeCloseTo(value, 6);
      expect(Math.sign(found[i] as number), `${i}`).toBe(signOf(value, right.flat()[i] as number));
    }
  });

  it('is the exact derivative for targets that do not add up to 1, too', async () => {
    const [z, target] = [
      [0.3, -0.2, 1.1],
      [0.7, 0.5, 0.1],
    ];
    const found = await told([z], [target]);
    const at = (c: number, by: number) =>
      crossEntropyOf([z.map((value, i) => value + (i === c ? by : 0))], [target]).loss;
    for (const c of [0, 1, 2]) expect(found.dz[c]).toBeCloseTo((at(c, 1e-5) - at(c, -1e-5)) / 2e-5, 6);
  });

  it('is NaN if a logit is NaN', async () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect((await told([[0, bad, 1]], [[1, 0, 0]])).loss).toBeNaN();
      expect((await told([[bad, 0, 1]], [[1, 0, 0]])).loss).toBeNaN();
    }
  });
});

/** A net whose weights put the logits near ±scale. */
function confident(scale: number): InitialValues {
  const start = tinyNetwork(tinyConfig(ce));
  start.dispose();
  const W = Float32Array.from({ length: 18 }, (_, i) => scale * (((i * 7) % 5) - 2));
  return { layers: [{ W, b: new Float32Array(3) }], feedback: [] };
}

it.each([1, 20, 200])('step and evaluation report the same loss, with a lead of %d', async (scale) => {
  const data = tinyData();
  const config = tinyConfig({ ...ce, hidden: [] });
  const initial = confident(scale);
  const net = createNetwork(config, data, initial);
  const batch = firstBatch(data, 23);
  const [x, targets] = [await batch.x.array(), await batch.target.array()];
  const W = (initial.layers[0] as { W: Float32Array }).W;
  const z = x.map((row) =>
    [0, 1, 2].map((c) => row.reduce((sum, v, i) => sum + v * (W[3 * i + c] as number), 0)),
  );
  const expected = crossEntropyOf(z, targets);
  const everyone = Uint32Array.from({ length: 23 }, (_, i) => i);
  const evaluated = await evaluate(net, data, data.train, everyone);
  const trained = (await trainStep(net, batch, undefined).data())[0] as number;
  if (scale === 200) expect(expected.loss).toBeGreaterThan(100);
  for (const loss of [evaluated.loss, trained]) expect(loss / expected.loss).toBeCloseTo(1, 5);
  // What was descended on: W − rate × xᵀ dz.
  const after = await numbers(net.layers[0]?.weights as Tensor);
  for (let i = 0; i < 6; i++)
    for (let c = 0; c < 3; c++) {
      const gradient = x.reduce(
        (sum, row, n) => sum + (row[i] as number) * (expected.dz[3 * n + c] as number),
        0,
      );
      const [from, to] = [W[3 * i + c] as number, after[3 * i + c] as number];
      expect(Math.abs(to - (from - 0.1 * gradient))).toBeLessThan(2e-7 * Math.max(1, Math.abs(from)));
    }
  net.dispose();
});

describe('the error that F³-Loss stores for cross-entropy, −dL/dy', () => {
  const remembered = async (z: readonly (readonly number[])[]): Promise<number[]> => {
    const information = informationOf(tinyConfig({ ...ce, rule: 'f3-loss' }));
    const y = activations.softmax.apply(tensor2d(z.map((row) => [...row])));
    const target = tensor2d(z.map((row) => row.map((_, c) => (c === 0 ? 1 : 0))));
    const lossGradient = () => losses.ce.gradient(y, target);
    return numbers(tidy(() => information?.remember({ y, target, lossGradient }) as Tensor2D));
  };

  it.each([1, 15, 40])('is y*/(y N) at logits of ±%d', async (by) => {
    const [wrong] = await remembered([[-by, by]]);
    expect((wrong as number) / (1 + Math.exp(2 * by))).toBeCloseTo(1, 4);
    const [good, other] = await remembered([[by, -by]]);
    expect(good).toBeCloseTo(1 + Math.exp(-2 * by), 5);
    expect(other).toBeCloseTo(0, 12);
  });

  it('is clamped at the smallest normal number, and stays finite', async () => {
    expect((await remembered([[-100, 100]]))[0]).toBe(2 ** 126);
  });
});
