import { beforeAll, describe, expect, it } from 'vitest';
import { chainOf } from '../blocks/chain';
import { hiddenLayer } from '../blocks/hidden';
import { ruleIds } from '../rules';
import type { Checkpoint } from '../run/checkpoint';
import { createRun } from '../run/run';
import { recordRun } from '../run/testSupport';
import { tinyConfig, tinyData, tinyImages, useCpu } from '../testSupport';
import { type GivenWeights, givenProblem, shapesOf } from './given';
import { drawInitialValues } from './network';

beforeAll(useCpu);
const data = tinyData();
const ID = 'teacher-0123456789ab';

/** What a run would draw from its seed, as a file has it. */
function drawn(spec: ReturnType<typeof tinyConfig>, ends = data): GivenWeights {
  const { layers } = drawInitialValues(spec, ends);
  const arrays = chainOf(ends, spec.hidden).flatMap(({ block, ...place }, i) =>
    Object.entries(block.parameters(place)).map(
      ([name, { shape }]) =>
        [`layer${i + 1}.${name}`, { shape, values: layers[i]?.[name] as Float32Array }] as const,
    ),
  );
  return { id: ID, arrays: Object.fromEntries(arrays) };
}

const parametersOf = ({ arrays }: Checkpoint) =>
  Object.fromEntries(Object.entries(arrays).filter(([name]) => /^layer\d+\.[^.]+$/.test(name)));

describe('a run from given weights', () => {
  it.each(ruleIds)('%s: those that its seed draws give the same run, byte for byte', async (rule) => {
    const spec = tinyConfig({ rule, optimizer: 'adam' });
    const weights = drawn(spec);
    const { lines } = await recordRun(spec, data, {});
    expect((await recordRun({ ...spec, startFrom: ID }, data, { weights })).lines).toEqual(lines);
  });

  it('the same with convolutions and a transformer', async () => {
    const hidden = [
      hiddenLayer('convolution', { channels: 2 }),
      hiddenLayer('transformer', { dims: 4, tokens: 3, heads: 2, key: 3, mlp: 5 }),
      4,
    ];
    const spec = tinyConfig({ hidden });
    const images = tinyImages();
    const { lines } = await recordRun(spec, images, {});
    const from = { weights: drawn(spec, images) };
    expect((await recordRun({ ...spec, startFrom: ID }, images, from)).lines).toEqual(lines);
  });

  it.each(['bp', 'dfa', 'drtp', 'llo'] as const)(
    '%s with plain SGD and batches in one order: the weights after one epoch lead where the run itself went',
    async (rule) => {
      const spec = tinyConfig({ rule, optimizer: 'sgd', batchOrder: 'fixed', epochs: 2 });
      const { checkpoints } = await recordRun(spec, data, {});
      const reached = (epoch: number) => (checkpoints.get(epoch) as { checkpoint: Checkpoint }).checkpoint;
      const weights = { id: ID, arrays: parametersOf(reached(1)) };
      const again = await recordRun({ ...spec, startFrom: ID, epochs: 1 }, data, { weights });
      const end = (again.checkpoints.get(1) as { checkpoint: Checkpoint }).checkpoint;
      expect(parametersOf(end)).toEqual(parametersOf(reached(2)));
      expect(parametersOf(end)).not.toEqual(parametersOf(reached(1)));
    },
  );

  it('leaves the given arrays as they are', async () => {
    const spec = tinyConfig({ startFrom: ID });
    const weights = drawn(spec);
    await recordRun(spec, data, { weights });
    expect(weights).toEqual(drawn(spec));
  });

  it('is refused without its weights, with others, and where they do not fit', async () => {
    const spec = tinyConfig({ startFrom: ID });
    const refusal = async (weights?: GivenWeights) =>
      createRun(spec, data, { weights })
        .events.next()
        .then(
          () => 'none',
          (error: Error) => `${error.name}: ${error.message}`,
        );
    const away = `Refusal: Start from: the weights “${ID}” are not here. Open their file, or start from the seed.`;
    expect(await refusal()).toBe(away);
    expect(await refusal({ ...drawn(spec), id: 'other-0123456789ab' })).toBe(away);
    expect(await refusal(drawn(tinyConfig({ hidden: [7] })))).toMatch(/^Refusal: Start from: “teacher/);
  });
});

describe('what does not fit is named, with the way out', () => {
  const spec = tinyConfig({ hidden: [5] });
  const [n, c] = [data.inputs, data.outputs];
  const { arrays } = drawn(spec);
  const zero = (size: number) => ({ shape: [size], values: new Float32Array(size) });
  const problem = (given: GivenWeights['arrays'], changes = {}) =>
    givenProblem('t.npz', shapesOf(given), { ...spec, ...changes }, data);
  const without = (name: string) =>
    Object.fromEntries(Object.entries(arrays).filter(([key]) => key !== name));
  const biased = { ...arrays, 'layer1.b': { shape: [5], values: Float32Array.of(0, 0, 1, 0, 0) } };

  it('nothing, if all is there', () => {
    expect(problem(arrays)).toBeUndefined();
    expect(problem(without('layer2.b'), { bias: false })).not.toBeUndefined();
    const unbiased = { ...arrays, 'layer1.b': zero(5), 'layer2.b': zero(c) };
    expect(problem(unbiased, { bias: false })).toBeUndefined();
    expect(problem(unbiased, { rule: 'pepita' })).toBeUndefined();
  });

  it.each([
    [
      { ...arrays, 'layer1.W': { shape: [5, n], values: new Float32Array(5 * n) } },
      {},
      `its layer1.W is [5, ${n}], and this network needs [${n}, 5]. Choose hidden layers and a data set like those of the file`,
    ],
    [without('layer2.b'), {}, `it has no layer2.b, and this network needs [${c}]. Turn Biases off`],
    [
      without('layer2.W'),
      {},
      `it has no layer2.W, and this network needs [5, ${c}]. Choose hidden layers like those of the file`,
    ],
    [
      { ...arrays, 'layer3.W': zero(3) },
      {},
      'it has layer3.W, and this network has 2 layers, with the output’s. Choose hidden layers like those of the file',
    ],
    [biased, { bias: false }, 'its layer1.b is not 0, and Biases are off. Turn them on'],
    [biased, { rule: 'pepita' }, 'its layer1.b is not 0, and PEPITA has no biases. Untick PEPITA'],
  ])('%#', (given, changes, what) => {
    expect(problem(given, changes)).toBe(
      `Start from: “t.npz” does not fit: ${what}, or start from the seed.`,
    );
  });
});
