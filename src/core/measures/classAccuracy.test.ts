import { beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../run/events';
import { tinyConfig, tinyData, train, useCpu } from '../testSupport';
import { classAccuracy, recallOf } from './classAccuracy';
import { forgetting } from './forgetting';

beforeAll(useCpu);

it('is a class’s share of correct answers; null for a class without samples', () => {
  const counts = Uint32Array.of(6, 1, 1, 0, 0, 0, 2, 3, 0);
  const recall = recallOf(counts);
  expect(classAccuracy.take({ recall, best: recall })).toEqual({ accuracy: [0.75, null, 0] });
});

it('forgetting is the distance to the best accuracy so far, null for a class without samples', () => {
  const best = [0.9, Number.NaN, 0.5];
  expect(forgetting.take({ recall: [0.9, Number.NaN, 0.125], best })).toEqual({
    forgetting: [0, null, 0.375],
  });
});

it('forgetting follows from the accuracies of all epochs so far', async () => {
  const config = tinyConfig({ measures: ['class-accuracy', 'forgetting'], learningRate: 3, epochs: 8 });
  const best = [0, 0, 0];
  let largest = 0;
  for await (const event of train(config, tinyData())) {
    if (event.type !== 'measures') continue;
    const { 'class-accuracy': accuracies, forgetting: forgotten } = event.values;
    for (const [c, value] of (accuracies?.accuracy ?? []).entries()) {
      best[c] = Math.max(best[c] as number, value as number);
      expect(forgotten?.forgetting?.[c]).toBe((best[c] as number) - (value as number));
      largest = Math.max(largest, forgotten?.forgetting?.[c] as number);
    }
  }
  expect(largest).toBeGreaterThan(0);
});

it('uses the evaluation of every epoch, and agrees with the test accuracy', async () => {
  const data = tinyData();
  const events: RunEvent[] = [];
  const config = tinyConfig({ measures: ['class-accuracy'], learningRate: 0.5, epochs: 3 });
  for await (const event of train(config, data)) events.push(event);
  expect(events.some(({ type }) => type === 'predictions')).toBe(false);
  const measured = events.filter((event) => event.type === 'measures');
  expect(measured.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  const { targets, size } = data.test;
  if (targets.kind !== 'classes') throw new Error('classes');
  const { labels } = targets;
  const totals = [0, 1, 2].map((c) => Array.from(labels).filter((label) => label === c).length);
  for (const { epoch, values } of measured) {
    const right = totals.map((total, c) => total * (values['class-accuracy']?.accuracy?.[c] ?? 0));
    const whole = events.find((event) => event.type === 'epoch' && event.epoch === epoch);
    expect(right.reduce((a, b) => a + b, 0) / size).toBeCloseTo(
      whole?.type === 'epoch' ? whole.testAccuracy : Number.NaN,
      6,
    );
  }
});

it('is absent for regression', async () => {
  const data = tinyData();
  const numbers = (size: number) => ({
    kind: 'values' as const,
    values: Float32Array.from({ length: size * 3 }, (_, i) => Math.sin(i)),
  });
  const regression = {
    ...data,
    train: { ...data.train, targets: numbers(data.train.size) },
    test: { ...data.test, targets: numbers(data.test.size) },
  };
  const config = tinyConfig({ measures: ['class-accuracy'], loss: 'mse', outputActivation: 'linear' });
  const types: string[] = [];
  for await (const { type } of train(config, regression)) types.push(type);
  expect(types).toContain('epoch');
  expect(types).not.toContain('measures');
});
