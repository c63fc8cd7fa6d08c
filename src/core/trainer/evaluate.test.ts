/** What an evaluation counts, against the outputs one by one, and how often it waits for the backend. */
import { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { tinyConfig, tinyData, tinyNetwork, useCpu } from '../testSupport';
import { evaluate, outputsOf } from './evaluate';
import { everyOne } from './places';

beforeAll(useCpu);

it.each([{}, { confusion: true }, { spread: true }, { confusion: true, spread: true }])(
  'reads back once, wanted %o, and counts as one by one',
  async (wanted) => {
    const data = tinyData();
    const { train, outputs } = data;
    const net = tinyNetwork(tinyConfig());
    const every = everyOne(train.size);
    const y = await outputsOf(net, data, train, every);
    const reading = vi.spyOn(Tensor.prototype, 'data');
    const { accuracy, confusion, spread } = await evaluate(net, data, train, every, wanted);
    expect(reading).toHaveBeenCalledTimes(1);
    reading.mockRestore();
    const counts = new Uint32Array(outputs * outputs);
    let hits = 0;
    for (const n of every) {
      const row = y.subarray(n * outputs, (n + 1) * outputs);
      const right = train.targets.kind === 'classes' ? (train.targets.labels[n] as number) : 0;
      const answer = row.indexOf(Math.max(...row));
      counts[right * outputs + answer] = (counts[right * outputs + answer] as number) + 1;
      if (answer === right) hits += 1;
    }
    expect(accuracy).toBeCloseTo(hits / train.size, 6);
    expect(confusion).toEqual(wanted.confusion ? counts : undefined);
    expect(spread === undefined).toBe(!wanted.spread);
    if (spread) expect(spread.alike).toBeGreaterThan(0);
    net.dispose();
  },
);
