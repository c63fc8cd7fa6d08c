import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTrainWorker } from './workers';

class FakeWorker extends EventTarget {
  static readonly made: FakeWorker[] = [];
  ended = 0;
  constructor() {
    super();
    FakeWorker.made.push(this);
  }
  postMessage(): void {}
  terminate(): void {
    this.ended += 1;
  }
}

beforeEach(() => {
  FakeWorker.made.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const fail = (message: string): void => {
  FakeWorker.made[0]?.dispatchEvent(Object.assign(new Event('error'), { message }));
};

it('a worker can be terminated twice', () => {
  const { terminate } = createTrainWorker();
  terminate();
  expect(terminate).not.toThrow();
  expect(FakeWorker.made[0]?.ended).toBe(1);
});

it.each([
  ['a script that does not load, which says nothing', '', { name: 'not-loaded' }],
  ['an error that is its own', 'Uncaught x', { message: 'Uncaught x' }],
])('%s rejects', async (_, message, reason) => {
  const { broken } = createTrainWorker();
  fail(message);
  await expect(broken).rejects.toMatchObject(reason);
});
