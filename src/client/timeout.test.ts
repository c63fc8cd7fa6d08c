import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTimeout } from './timeout';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('work that hangs is reported once, and its timer is cleared', async () => {
  const told = vi.fn();
  createTimeout(5000)
    .guard(new Promise(() => undefined))
    .catch(told);
  await vi.advanceTimersByTimeAsync(4500);
  expect(told).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: 'silent' }));
  expect(vi.getTimerCount()).toBe(0);
});

it('the timer is cleared once the work is done', async () => {
  expect(await createTimeout(5000).guard(Promise.resolve(7))).toBe(7);
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(0);
});
