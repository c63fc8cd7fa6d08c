import { describe, expect, it } from 'vitest';
import { createStream } from '../../random/rng';
import type { RunSpec } from '../../run/spec';
import { tinyConfig, tinyData } from '../../testSupport';
import { epochSteps } from '../../trainer/epochSteps';
import { createSampler } from '../../trainer/places';
import type { Dataset } from '../dataset';
import { phasesOf } from './phases';
import type { Withheld } from './settings';

const data = tinyData();
const labels = (which: 'train' | 'test'): number[] => {
  const { targets } = data[which];
  return targets.kind === 'classes' ? [...targets.labels] : [];
};
const of = (which: 'train' | 'test', classes: readonly number[]): number[] =>
  labels(which).flatMap((label, i) => (classes.includes(label) ? [i] : []));
const orderOf = (changes: Partial<RunSpec>, epoch: number): number[] =>
  createSampler(tinyConfig({ epochs: 5, ...changes }), data)
    .order(epoch)
    .batches.flatMap((batch) => [...batch]);
const sorted = (places: Iterable<number>): number[] => [...places].sort((a, b) => a - b);

describe('an epoch’s samples', () => {
  it('are the whole training set in the seed’s order where nothing is left out', () => {
    for (const epoch of [1, 2])
      expect(orderOf({}, epoch)).toEqual([...createStream(3, 'batches', epoch).permutation(data.train.size)]);
  });

  it('are those of the chosen classes, in the same order as without a choice', () => {
    const present = of('train', [0, 2]);
    for (const epoch of [1, 2]) {
      const seen = orderOf({ classes: [0, 2] }, epoch);
      expect(sorted(seen)).toEqual(present);
      expect(seen).toEqual(orderOf({}, epoch).filter((sample) => present.includes(sample)));
    }
    const { test, train } = createSampler(tinyConfig({ classes: [0, 2] }), data);
    expect([...test]).toEqual(of('test', [0, 2]));
    expect([...train]).toEqual(present);
  });

  it('lack a class in the epochs for which it is withheld, and in no other; the test set keeps it', () => {
    const withheld = [
      { class: 1, from: 1, to: 2 },
      { class: 0, from: 4 },
    ];
    const present = [
      [0, 2],
      [0, 2],
      [0, 1, 2],
      [1, 2],
      [1, 2],
    ];
    for (const [i, classes] of present.entries())
      expect(sorted(orderOf({ withheld }, i + 1))).toEqual(of('train', classes));
    const { test, steps, samplesIn } = createSampler(tinyConfig({ epochs: 5, withheld }), data);
    expect([...test]).toEqual(labels('test').map((_, i) => i));
    const sizes = present.map((classes) => of('train', classes).length);
    expect(present.map((_, i) => samplesIn(i + 1))).toEqual(sizes);
    expect(steps).toEqual({ stepsPerEpoch: Math.ceil(23 / 5), epochEnds: epochSteps(sizes, 5).epochEnds });
    expect(createSampler(tinyConfig(), data).steps).toEqual({ stepsPerEpoch: 5 });
  });

  it('are a share of those that are left', () => {
    const withheld = [{ class: 2, from: 2, to: 2 }];
    for (const [epoch, classes] of [
      [1, [0, 1, 2]],
      [2, [0, 1]],
    ] as const) {
      const seen = orderOf({ withheld, epochShare: 0.5 }, epoch);
      const all = of('train', classes);
      expect(seen).toHaveLength(Math.ceil(all.length / 2));
      expect(seen.filter((sample) => !all.includes(sample))).toEqual([]);
    }
  });

  it('in one order are the batches of the first epoch, in every epoch', () => {
    const first = orderOf({}, 1);
    for (const epoch of [1, 2, 5]) expect(orderOf({ batchOrder: 'fixed' }, epoch)).toEqual(first);
    expect(orderOf({ batchOrder: 'fixed', seed: 4 }, 1)).not.toEqual(first);
    const withheld = [{ class: 1, from: 2, to: 2 }];
    const without = of('train', [0, 2]);
    expect(orderOf({ batchOrder: 'fixed', withheld }, 2)).toEqual(
      first.filter((sample) => without.includes(sample)),
    );
    expect(orderOf({ batchOrder: 'fixed', withheld }, 3)).toEqual(first);
  });

  it('with a limit are the same for all epochs, as many as it says, and drawn from the seed', () => {
    const limited = (changes: Partial<RunSpec>) =>
      createSampler(tinyConfig({ epochs: 5, trainingSamples: 9, ...changes }), data);
    const { train, test, steps } = limited({});
    expect(train).toHaveLength(9);
    expect([...train]).toEqual(sorted(new Set(train)));
    expect(test).toHaveLength(data.test.size);
    expect(steps).toEqual({ stepsPerEpoch: 2 });
    for (const epoch of [1, 2]) {
      const seen = orderOf({ trainingSamples: 9 }, epoch);
      expect(sorted(seen)).toEqual([...train]);
      expect(seen).toEqual(orderOf({}, epoch).filter((sample) => train.includes(sample)));
    }
    expect([...limited({ seed: 4 }).train]).not.toEqual([...train]);
    expect(limited({ trainingSamples: 0 }).train).toHaveLength(data.train.size);
    expect(limited({ trainingSamples: 1000 }).train).toHaveLength(data.train.size);
    const two = limited({ classes: [0, 2] });
    const present = of('train', [0, 2]);
    expect(two.train).toHaveLength(9);
    expect([...two.train].filter((sample) => !present.includes(sample))).toEqual([]);
    expect(two.test).toHaveLength(of('test', [0, 2]).length);
  });

  it('with a limit that leaves an epoch none, it says so', () => {
    const sampler = (seed: number) =>
      createSampler(tinyConfig({ seed, trainingSamples: 1, withheld: [{ class: 0, from: 2, to: 2 }] }), data);
    const refused = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((seed) => {
      try {
        sampler(seed);
        return '';
      } catch (reason) {
        return (reason as Error).message;
      }
    });
    expect(new Set(refused)).toEqual(
      new Set(['', 'Training samples: none of the 1 drawn is left for epoch 2. Write more, or 0 for all.']),
    );
  });

  it('must exist: a class without samples is refused with a way out', () => {
    const without: Dataset = {
      ...data,
      test: {
        size: 2,
        inputs: new Float32Array(12),
        targets: { kind: 'classes', labels: new Uint8Array(2) },
      },
    };
    expect(() => createSampler(tinyConfig({ classes: [1, 2] }), without)).toThrow(/^Classes: the test set/);
    const one = { ...data, train: { ...data.train, targets: without.test.targets, size: 2 } };
    const withheld = [{ class: 0, from: 2 }];
    expect(() => createSampler(tinyConfig({ withheld }), one)).toThrow(/no sample for epoch 2/);
  });
});

const absentIn = (withheld: readonly Withheld[], epoch: number): number[] =>
  Array.from({ length: 10 }, (_, label) => label).filter((label) =>
    withheld.some((one) => one.class === label && one.from <= epoch && epoch <= (one.to ?? 99)),
  );

describe('phases', () => {
  it.each([
    ['nothing withheld', [], [[1, 6, []]]],
    [
      'introduced late',
      [{ class: 7, from: 1, to: 3 }],
      [
        [1, 3, [7]],
        [4, 6, []],
      ],
    ],
    [
      'dropped',
      [{ class: 0, from: 4 }],
      [
        [1, 3, []],
        [4, 6, [0]],
      ],
    ],
    [
      'overlapping',
      [
        { class: 2, from: 1, to: 4 },
        { class: 1, from: 3, to: 5 },
        { class: 1, from: 4, to: 4 },
      ],
      [
        [1, 2, [2]],
        [3, 4, [1, 2]],
        [5, 5, [1]],
        [6, 6, []],
      ],
    ],
    [
      'beyond the end',
      [{ class: 1, from: 5, to: 90 }],
      [
        [1, 4, []],
        [5, 6, [1]],
      ],
    ],
    ['after the end', [{ class: 1, from: 7 }], [[1, 6, []]]],
  ] as const)('%s', (_name, withheld, expected) => {
    const scenario = { withheld: [...withheld], epochs: 6 };
    expect(phasesOf(scenario).map(({ from, to, withheld: absent }) => [from, to, absent])).toEqual(expected);
    for (const { from, to, withheld: absent } of phasesOf(scenario))
      for (let epoch = from; epoch <= to; epoch++) expect(absentIn(withheld, epoch)).toEqual(absent);
  });
});
