import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataProblem } from '../data/spec';
import { dataProblemOf } from './dataFailures';
import { loadDataset } from './datasets';
import { WorkerError } from './failures';

const fake = vi.hoisted(() => ({
  load: (_progress: (done: number, total: number) => void): Promise<unknown> => Promise.resolve(),
  broken: new Promise<never>(() => undefined),
  ended: 0,
}));
vi.mock('comlink', () => ({ proxy: (value: unknown) => value }));
vi.mock('./workers', () => ({
  createDataWorker: () => ({
    api: {
      setMemoryStore: async () => undefined,
      load: (_id: string, _base: string, progress: (done: number, total: number) => void) =>
        fake.load(progress),
    },
    broken: fake.broken,
    terminate: () => {
      fake.ended += 1;
    },
  }),
}));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('document', { hidden: false, baseURI: 'http://127.0.0.1/' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each(['not-loaded', 'out-of-memory', 'ended', 'silent'] as const)(
  '%s gets a message of our own',
  (kind) => {
    const { title, detail } = dataProblemOf(new WorkerError(kind, 'RangeError: raw'));
    expect(`${title} ${detail}`).not.toMatch(/raw|reload/);
    expect(detail).toMatch(/again/);
  },
);

it('a problem reported by the worker passes unchanged', () => {
  const problem = new DataProblem('This labels file is cut short.', 'Choose another.');
  expect(dataProblemOf(problem)).toBe(problem);
});

describe('a data worker', () => {
  it('that hangs is terminated, and the next timeout is twice as long', async () => {
    fake.load = () => new Promise(() => undefined);
    for (const seconds of [60, 120]) {
      const before = fake.ended;
      const failed = loadDataset('digits', () => undefined).catch((error: DataProblem) => error.title);
      await vi.advanceTimersByTimeAsync(seconds * 1000 - 1500);
      expect(fake.ended).toBe(before);
      await vi.advanceTimersByTimeAsync(3000);
      expect(await failed).toBe('Loading the data timed out.');
      expect(fake.ended).toBe(before + 1);
    }
  });

  it('that reports progress does not time out', async () => {
    fake.load = async (progress) => {
      for (let i = 0; i < 20; i++) {
        await new Promise((resolve) => setTimeout(resolve, 40_000));
        progress(i, 20);
      }
      return { ok: true, value: 'data' };
    };
    const loaded = loadDataset('digits', () => undefined);
    await vi.advanceTimersByTimeAsync(20 * 40_000);
    expect(await loaded).toBe('data');
  });
});
