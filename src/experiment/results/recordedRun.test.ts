import { beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../core/run/events';
import type { RunSpec } from '../../core/run/spec';
import { tinyConfig, tinyData, train, useCpu } from '../../core/testSupport';
import { recordedRun } from './recordedRun';

async function eventsOf(spec: RunSpec): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of train(spec, tinyData())) events.push(event);
  return events;
}

beforeAll(useCpu);

describe('a recorded run', () => {
  it('has the values of its events, to seven digits', async () => {
    const spec = tinyConfig({
      rule: 'f3-error',
      measures: ['gradient-angle', 'error-memory', 'class-accuracy'],
    });
    const events = await eventsOf(spec);
    const run = recordedRun(spec, events);
    const epochs = events.filter((event) => event.type === 'epoch');
    expect(epochs).toHaveLength(2);
    expect(run).toMatchObject({ rule: 'f3-error', seed: 3 });
    for (const name of ['testAccuracy', 'testLoss', 'trainingLoss'] as const)
      expect(run[name]).toEqual(epochs.map((event) => Number(event[name].toPrecision(7))));
    const measured = events.filter((event) => event.type === 'measures');
    expect(run.measures['gradient-angle']?.angle).toEqual(
      measured.map(({ values }) =>
        values['gradient-angle']?.angle?.map((value) => value && Number(value.toPrecision(7))),
      ),
    );
    expect(Object.keys(run.measures['error-memory'] ?? {})).toEqual(['size', 'difference', 'cosine']);
    // Accuracies of classes do not exist before training.
    const [before, ...after] = Object.values(run.measures['class-accuracy'] ?? {})[0] ?? [];
    expect([before, ...after.map((values) => values?.length)]).toEqual([null, 3, 3]);
  });

  it('holds computed values only: a repeated run gives the same bytes', async () => {
    const spec = tinyConfig({ rule: 'dfa', measures: ['gradient-angle', 'error-memory'] });
    const [one, two] = [await eventsOf(spec), await eventsOf(spec)].map((events) =>
      recordedRun(spec, events),
    );
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    // DFA has no error memory.
    expect(Object.keys(one?.measures ?? {})).toEqual(['gradient-angle']);
  });

  it('says where it stopped', async () => {
    const spec = tinyConfig({
      ...{ activation: 'relu', outputActivation: 'linear', loss: 'mse', learningRate: 1000, epochs: 9 },
    });
    const events = await eventsOf(spec);
    const run = recordedRun(spec, events);
    expect(run.stoppedAt).toBe(events.find(({ type }) => type === 'diverged')?.step);
    expect(run.stoppedAt).toBeGreaterThanOrEqual(0);
    expect(run.testLoss.length).toBeLessThan(9);
  });
});
