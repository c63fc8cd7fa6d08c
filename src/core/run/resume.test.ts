import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hiddenLayer } from '../blocks/hidden';
import { measureIds } from '../measures';
import { createStream } from '../random/rng';
import { ruleIds } from '../rules';
import { tinyConfig, tinyData, tinyImages, useCpu } from '../testSupport';
import type { Checkpoint } from './checkpoint';
import { createRun } from './run';
import { recordRun, resumeCases, resumedAfter, resumeSeed, written } from './testSupport';

beforeAll(useCpu);
const data = tinyData();

describe(`a resumed run (RESUME_SEED=${resumeSeed})`, () => {
  it.each(resumeCases)('%s: byte-identical to an uninterrupted one', async (name, spec) => {
    const epoch = 1 + createStream(resumeSeed, name).below(spec.epochs);
    const { undisturbed, resumed, first } = await resumedAfter(epoch, spec, data, {});
    expect(resumed, `after epoch ${epoch}`).toEqual(undisturbed);
    expect(JSON.parse(first ?? '')).toMatchObject({ type: 'resumed', epoch });
  });

  it.each(ruleIds)('with convolutions, a residual layer and all measures, %s: the same', async (rule) => {
    const hidden = [
      hiddenLayer('convolution', { channels: 2 }),
      hiddenLayer('convolution', { channels: 3 }),
      4,
      hiddenLayer('residual', { units: 4 }),
    ];
    const spec = tinyConfig({ rule, hidden, optimizer: 'adam', measures: [...measureIds] });
    const { undisturbed, resumed } = await resumedAfter(1, spec, tinyImages(), {});
    expect(resumed).toEqual(undisturbed);
  });

  it.each(ruleIds.filter((rule) => rule !== 'fa'))(
    'with transformers and all measures, %s: the same',
    async (rule) => {
      const tokens = { dims: 4, tokens: 3, heads: 2, key: 3, mlp: 5 };
      const hidden = [
        hiddenLayer('transformer', tokens),
        hiddenLayer('transformer', { ...tokens, embedding: 0 }),
        4,
      ];
      const spec = tinyConfig({ rule, hidden, optimizer: 'adam', measures: [...measureIds] });
      const { undisturbed, resumed } = await resumedAfter(1, spec, tinyImages(), {});
      expect(resumed).toEqual(undisturbed);
    },
  );

  it('from a checkpoint of its last epoch emits only its summary', async () => {
    const spec = tinyConfig({ rule: 'f3-error' });
    const { lines, checkpoints } = await recordRun(spec, data, {});
    const { checkpoint } = checkpoints.get(spec.epochs) as { checkpoint: Checkpoint };
    const again = await recordRun(spec, data, { start: { checkpoint } });
    expect(again.lines.slice(1)).toEqual(lines.slice(-1));
  });
});

describe('a checkpoint', () => {
  const spec = tinyConfig({ rule: 'f3-error', optimizer: 'adam', measures: ['error-correlation'] });
  const taken = async (): Promise<Checkpoint> => {
    const { checkpoints } = await recordRun(spec, data, {});
    return written((checkpoints.get(1) as { checkpoint: Checkpoint }).checkpoint);
  };
  const resume = (checkpoint: Checkpoint, changes: Partial<typeof spec> = {}) =>
    createRun({ ...spec, ...changes }, data, { start: { checkpoint } }).events.next();

  it('contains all arrays with their names and shapes', async () => {
    const { arrays, state, epoch } = await taken();
    expect(epoch).toBe(1);
    expect(Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]))).toEqual({
      ...Object.fromEntries(
        [6, 7, 5, 3].slice(0, 3).flatMap((n, i) => {
          const units = [7, 5, 3][i] as number;
          const of = (name: string, shape: number[]) =>
            ['', '.state0', '.state1'].map((state) => [`layer${i + 1}.${name}${state}`, shape]);
          return [...of('W', [n, units]), ...of('b', [units])];
        }),
      ),
      memory: [23, 3],
      plainErrors: [23, 3],
      visits: [23],
    });
    expect(state.updates).toEqual([5, 5, 5]);
    expect(state.feedback).toEqual({ draw: 0 });
  });

  it('contains B only where it cannot be redrawn from the seed', async () => {
    const feedbackOf = async (changes: object) => {
      const { checkpoints } = await recordRun({ ...spec, ...changes }, data, {});
      const { arrays } = (checkpoints.get(1) as { checkpoint: Checkpoint }).checkpoint;
      return Object.keys(arrays).filter((name) => name.startsWith('feedback'));
    };
    expect(await feedbackOf({ feedbackRedraw: 'epoch' })).toEqual([]);
    expect(await feedbackOf({ feedbackRedraw: 'copy-epoch' })).toEqual(['feedback1', 'feedback2']);
    expect(await feedbackOf({ rule: 'llo', feedbackRedraw: 'copy-epoch' })).toEqual([]);
  });

  it('can be taken only at an epoch’s end', async () => {
    const { events, checkpoint } = createRun(spec, data, { checkpoints: true });
    await expect(checkpoint()).rejects.toThrow(/epoch’s end/);
    for await (const event of events) {
      if (event.type === 'checkpoint') break;
      await expect(checkpoint()).rejects.toThrow(/epoch’s end/);
    }
    await expect(checkpoint()).rejects.toThrow(/epoch’s end/);
  });

  it('leaks no tensor and leaves the run unchanged', async () => {
    const before = memory().numTensors;
    const told = await recordRun(spec, data, {});
    const plain: string[] = [];
    for await (const event of createRun(spec, data).events)
      if (event.type === 'loss') plain.push(JSON.stringify(event));
    expect(told.lines.filter((line) => line.includes('"loss"'))).toEqual(plain);
    await recordRun(spec, data, { start: { checkpoint: await taken() } });
    expect(memory().numTensors).toBe(before);
  });

  it.each([
    ['another optimizer', { optimizer: 'sgd' }, /optimizer adam.* sgd/],
    ['another seed', { seed: 4 }, /seed 3.* 4/],
    ['other layers', { hidden: [7, 6] }, /hidden \[7,5\].*\[7,6\]/],
    ['another data set', { dataset: 'digits' }, /dataset tiny.* digits/],
  ] as const)('of %s is refused by name', async (_what, changes, message) => {
    await expect(resume(await taken(), changes as object)).rejects.toThrow(message);
  });

  it('is rejected if damaged, with the reason', async () => {
    const good = await taken();
    const { memory: _memory, ...others } = good.arrays;
    await expect(resume({ ...good, arrays: others })).rejects.toThrow(/memory is missing/);
    const more = { ...good.arrays, 'layer9.W': { shape: [1], values: Float32Array.of(1) } };
    await expect(resume({ ...good, arrays: more })).rejects.toThrow(/layer9.W is not known/);
    const short = { ...good.arrays, 'layer1.b': { shape: [7], values: new Float32Array(6) } };
    await expect(resume({ ...good, arrays: short })).rejects.toThrow(/layer1.b/);
    const turned = { ...good.arrays, 'layer1.W': { shape: [7, 6], values: new Float32Array(42) } };
    await expect(resume({ ...good, arrays: turned })).rejects.toThrow(/layer1.W is \[7,6\], and \[6,7\]/);
    const state = { ...good.state, tally: undefined } as unknown as Checkpoint['state'];
    await expect(resume({ ...good, state })).rejects.toThrow(/state’s tally/);
    await expect(resume({ ...good, state: { ...good.state, updates: [1] } })).rejects.toThrow(/layers/);
    const other = { ...data, train: { ...data.train, size: 22 } };
    const events = createRun(spec, other, { start: { checkpoint: good } }).events;
    await expect(events.next()).rejects.toThrow(/memory is \[23,3\], and \[22,3\]/);
  });
});
