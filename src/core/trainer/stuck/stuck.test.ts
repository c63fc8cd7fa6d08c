/** Runs that learn nothing are named, and those that learn are not: oracles are sums written out, and runs whose fate is known. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createNetwork } from '../../network/network';
import type { RunEvent } from '../../run/events';
import type { RunSpec } from '../../run/spec';
import { tinyConfig, tinyData, train, useCpu } from '../../testSupport';
import { evaluate } from '../evaluate';
import { everyOne } from '../places';
import { chanceOf } from './chance';
import { createJudge, type EpochFacts, learns } from './stuck';

beforeAll(useCpu);
const data = tinyData();

async function eventsOf(config: RunSpec): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of train(config, data)) events.push(event);
  return events;
}
const told = async (changes: Partial<RunSpec>) =>
  (await eventsOf(tinyConfig({ epochs: 6, ...changes }))).filter(({ type }) => /stuck/.test(type));

describe('chance', () => {
  it('is the loss of predicting class frequencies, and the frequency of the most common class', () => {
    const { targets } = data.train;
    if (targets.kind !== 'classes') throw new Error('classes');
    const p = [0, 1, 2].map((c) => targets.labels.filter((label) => label === c).length / 23);
    const bce = p.reduce((sum, q) => sum - q * Math.log(q) - (1 - q) * Math.log(1 - q), 0);
    expect(chanceOf(data, 'bce').loss).toBeCloseTo(bce, 12);
    expect(chanceOf(data, 'mse').loss).toBeCloseTo(
      p.reduce((sum, q) => sum + q * (1 - q), 0),
      12,
    );
  });
});

describe('a run that does not learn', () => {
  it('is reported at learning rate 1000 with sigmoid outputs', async () => {
    const [first] = await told({ learningRate: 1000, loss: 'mse' });
    expect(first).toMatchObject({ type: 'stuck', cause: 'limits', flat: 1 });
  });

  it('is reported with zero weights under backpropagation, but recovers under direct feedback', async () => {
    const zeros = { weightInit: 'zeros', bias: false } as const;
    expect(await told({ ...zeros, hidden: [7] })).toMatchObject([
      { type: 'stuck', since: 1, cause: 'same-answer', unchanged: true },
    ]);
    // A batch an epoch: the signal needs an epoch for each layer.
    for (const rule of ['dfa', 'drtp', 'f3-error'] as const)
      expect(await told({ ...zeros, rule, hidden: [7, 5], batchSize: 23 })).toEqual([]);
  });

  it('is reported where updates are too small for single precision', async () => {
    expect(await told({ learningRate: 1e-30 })).toMatchObject([{ cause: 'still', unchanged: true }]);
  });

  it('is marked in each epoch and in the summary', async () => {
    const events = await eventsOf(tinyConfig({ learningRate: 1e-30, epochs: 4 }));
    const since = events.flatMap((event) => (event.type === 'epoch' ? [event.stuckSince] : []));
    expect(since).toEqual([undefined, 1, 1, 1]);
    expect(events.at(-1)).toMatchObject({ type: 'summary', stuckSince: 1 });
  });

  it('emits one event when it gets stuck and one when it recovers', async () => {
    // With a frozen layer nobody is accused.
    expect(await told({ learningRate: 1e-30, freeze: [{ layer: 1, from: 4 }] })).toMatchObject([
      { type: 'stuck', epoch: 2, since: 1 },
      { type: 'unstuck', epoch: 4, learns: false },
    ]);
  });
});

describe('the fraction of identical outputs', () => {
  const answers = async (flatten: number) => {
    const inputs = data.test.inputs.slice();
    // So many samples from the third on are the same.
    for (let i = 0; i < flatten; i++)
      inputs.copyWithin((2 + i) * data.inputs, 2 * data.inputs, 3 * data.inputs);
    const test = { ...data.test, inputs };
    const net = createNetwork(tinyConfig(), data);
    const { spread } = await evaluate(net, data, test, everyOne(test.size), { spread: true });
    net.dispose();
    return { answers: spread?.alike, inputs: chanceOf({ ...data, test }, 'bce').alike };
  };

  it('is the largest group, for outputs as for inputs', async () => {
    const { size } = data.test;
    expect(await answers(0)).toEqual({ answers: 1 / size, inputs: 1 / size });
    expect(await answers(size - 2)).toEqual({ answers: (size - 2) / size, inputs: (size - 2) / size });
  });
});

it('outputs are compared across all chunks of a set', async () => {
  const net = createNetwork(tinyConfig(), data);
  const places = [0, 1, 0].flatMap((sample, i) => Array(i < 2 ? 1000 : 500).fill(sample));
  const { spread } = await evaluate(net, data, data.test, Uint32Array.from(places), { spread: true });
  net.dispose();
  expect(spread?.alike).toBe(0.6);
});

describe('a run that is not reported', () => {
  it.each(['bp', 'fa', 'dfa', 'drtp', 'f3-error', 'f3-loss', 'pepita', 'llo'] as const)(
    '%s, fast or slowly',
    async (rule) => {
      for (const learningRate of [0.1, 1e-4]) expect(await told({ rule, learningRate })).toEqual([]);
    },
  );

  it('has a learning rate of 0, or a frozen layer', async () => {
    const off = { schedule: 'step', scheduleOptions: { factor: 0, first: 1, every: 1 } } as const;
    expect(await told({ ...off, learningRate: 1e-30 })).toEqual([]);
    expect(await told({ learningRate: 1e-30, freeze: [{ layer: 1, from: 1 }] })).toEqual([]);
  });
});

describe('the diagnosis', () => {
  const chance = { loss: 3.25, accuracy: 0.1, alike: 0.1 };
  const facts = (epoch: number, part: Partial<EpochFacts> = {}): EpochFacts => ({
    epoch,
    trainingLoss: 100,
    accuracy: 0.1,
    moved: true,
    spread: { alike: 0.1, flat: 1 },
    ...part,
  });
  const lastOf = (part: (epoch: number) => Partial<EpochFacts>, of = chance) => {
    const judge = createJudge(tinyConfig(), of, 10);
    return [1, 2, 3, 4].map((epoch) => judge(facts(epoch, part(epoch)))).at(-1);
  };

  it.each<[string, (epoch: number) => Partial<EpochFacts>]>([
    ['it fits to the last bit', () => ({ moved: false, trainingLoss: 1e-7, accuracy: 1 })],
    ['its loss falls', (epoch) => ({ trainingLoss: 100 - epoch })],
    ['it is right more often than by chance', () => ({ accuracy: 0.43 })],
    ['its outputs are steep', () => ({ spread: { alike: 0.1, flat: 0.9 } })],
  ])('accuses nobody where %s', (_, part) => expect(lastOf(part)).toBeUndefined());

  it('reports saturated outputs after three epochs at chance level', () => {
    expect(lastOf(() => ({}))).toEqual({ since: 1, cause: 'limits', unchanged: false });
  });

  it('reports nothing where all targets are equal', () => {
    const alike = () => ({ moved: false, trainingLoss: 0, spread: { alike: 1, flat: 0 } });
    expect(lastOf(alike, { loss: 0, accuracy: 1, alike: 0.1 })).toBeUndefined();
  });

  /** Epochs after which one answer to 99 % of the samples, while weights move, is said to be stuck. */
  const sameAnswer = (losses: readonly number[], alike = 0.99, of = chance): number[] => {
    const judge = createJudge(tinyConfig(), of, 10);
    return losses.flatMap((trainingLoss, i) =>
      judge(facts(i + 1, { trainingLoss, spread: { alike, flat: 0 } })) ? [i + 1] : [],
    );
  };

  it('waits longer with constant outputs while weights change, and longer still while the loss falls', () => {
    expect(sameAnswer(Array(8).fill(3.3))).toEqual([6, 7, 8]);
    // DFA on 20 layers of sigmoids, which finds its way from the fifth epoch on.
    expect(sameAnswer([3.537, 3.255, 3.255, 3.256])).toEqual([]);
    expect(sameAnswer([3.5, 3.4, 3.3, 3.25, 3.25, 3.25, 3.25, 3.25, 3.25])).toEqual([9]);
    // What was said is not taken back for a flicker, but for a tenth.
    expect(sameAnswer([...Array(6).fill(3.3), 3.2, 2.98, 2.96])).toEqual([6, 7, 8]);
    expect(sameAnswer(Array(9).fill(3.3), 0.98)).toEqual([]);
  });

  it('does not report equal outputs for equal samples', () => {
    expect(sameAnswer(Array(9).fill(3.3), 1, { ...chance, alike: 0.995 })).toEqual([]);
  });

  it.each([
    [{ trainingLoss: 3.256, accuracy: 0.1 }, false],
    [{ trainingLoss: 3.2, accuracy: 0.12 }, false],
    [{ trainingLoss: 2.9, accuracy: 0.1 }, true],
    [{ trainingLoss: 3.2, accuracy: 0.3 }, true],
    [{ trainingLoss: 3.2, accuracy: Number.NaN }, false],
    [{ trainingLoss: 2.5, accuracy: Number.NaN }, true],
  ])('%o: learns %s', (now, expected) => expect(learns(now, chance)).toBe(expected));

  it('withdraws the diagnosis when the run learns again', () => {
    const judge = createJudge(tinyConfig(), chance, 10);
    for (let epoch = 1; epoch <= 3; epoch++) judge(facts(epoch));
    expect(judge(facts(4, { trainingLoss: 50 }))).toBeUndefined();
  });
});
