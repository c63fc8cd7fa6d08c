import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSpares, startedWorker, type WorkerKind } from './spares';
import type { WorkerHandle } from './workers';

const [wasm, cpu] = (['wasm', 'cpu'] as const).map((backend) => ({ backend, threads: 1 })) as [
  WorkerKind,
  WorkerKind,
];

const never = new Promise<never>(() => undefined);
interface Plan {
  readonly starts?: () => Promise<void>;
  readonly answers?: () => Promise<boolean>;
}
/** One per worker, in order of creation: when its backend runs, and whether it answers. */
const plans: Plan[] = [];
const made: { readonly terminate: ReturnType<typeof vi.fn> }[] = [];

vi.mock('./workers', () => ({
  createTrainWorker: (): Pick<WorkerHandle<object>, 'broken' | 'terminate'> & { api: object } => {
    const { starts = async () => undefined, answers = async () => true } = plans[made.length] ?? {};
    const worker = { terminate: vi.fn(), broken: never };
    made.push(worker);
    return { ...worker, api: { startBackend: starts, isReady: answers } };
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  [plans.length, made.length] = [0, 0];
});
afterEach(() => {
  keepSpares(wasm, 0);
  vi.useRealTimers();
});

/** Index of the worker that a run gets, in order of creation. */
async function taken(): Promise<number> {
  const found = startedWorker(wasm);
  await vi.advanceTimersByTimeAsync(60_000);
  const { terminate } = await found;
  return made.findIndex((worker) => worker.terminate === terminate);
}

describe('a run’s worker', () => {
  it('is a spare that answers', async () => {
    keepSpares(wasm, 1);
    expect(await taken()).toBe(0);
  });

  it.each<[string, Plan]>([
    ['hung while starting', { starts: () => never }],
    ['hung while idle', { answers: () => never }],
    ['failed to start', { starts: () => Promise.reject(new Error('no backend')) }],
  ])('is a new one if the spare %s', async (_, plan) => {
    plans.push(plan);
    keepSpares(wasm, 1);
    expect(await taken()).toBe(1);
    expect(made[0]?.terminate).toHaveBeenCalledOnce();
  });
});

it('a spare that fails to start is terminated, though never used', async () => {
  plans.push({ starts: () => Promise.reject(new Error('no backend')) });
  keepSpares(wasm, 1);
  await vi.advanceTimersByTimeAsync(0);
  expect(made[0]?.terminate).toHaveBeenCalledOnce();
  keepSpares(wasm, 1);
  expect(made).toHaveLength(2);
});

describe('several spares', () => {
  /** Starts when it is told to. */
  function held(): { readonly plan: Plan; readonly start: () => void } {
    let start = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      start = resolve;
    });
    return { plan: { starts: () => begun }, start: () => start() };
  }

  it('start one after the other', async () => {
    const [first, second] = [held(), held()];
    plans.push(first.plan, second.plan);
    keepSpares(wasm, 3);
    keepSpares(wasm, 3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(made).toHaveLength(1);
    first.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(made).toHaveLength(2);
    second.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(made).toHaveLength(3);
  });

  it('do not keep a run waiting for those before it, and none starts beside it', async () => {
    const first = held();
    plans.push(first.plan);
    keepSpares(wasm, 3);
    const runs = [startedWorker(wasm), startedWorker(wasm), startedWorker(wasm)];
    await vi.advanceTimersByTimeAsync(0);
    expect(made).toHaveLength(3);
    first.start();
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all(runs);
    expect(made).toHaveLength(3);
  });

  it('of another backend do not wait for one that is still starting', () => {
    plans.push({ starts: () => never });
    keepSpares(wasm, 2);
    keepSpares(cpu, 1);
    expect(made[0]?.terminate).toHaveBeenCalledOnce();
    expect(made).toHaveLength(2);
  });
});
