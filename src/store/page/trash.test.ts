import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubStorage } from '../testSupport';

type Tab = typeof import('./trash');

const stored = new Map<string, string>();

/** Like Web Locks: one holder per name, the others queue. */
function lockManager() {
  const held = new Set<string>();
  const ends = new Map<string, Promise<unknown>>();
  return {
    async request(name: string, work: () => Promise<unknown>) {
      const before = ends.get(name) ?? Promise.resolve();
      const mine = before.then(async () => {
        held.add(name);
        return work().finally(() => held.delete(name));
      });
      ends.set(
        name,
        mine.catch(() => undefined),
      );
      return mine;
    },
    query: async () => ({ held: [...held].map((name) => ({ name })), pending: [] }),
  };
}

/** A tab with its own instance of the module. */
async function openTab(): Promise<Tab> {
  vi.resetModules();
  return import('./trash');
}

beforeEach(() => {
  stored.clear();
  stubStorage(stored);
  vi.stubGlobal('navigator', { locks: lockManager() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('two tabs', () => {
  it('an item that one tab offers to restore is hidden but not deleted by another', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.moveToTrash('mnist');
    await vi.waitFor(async () => expect((await navigator.locks.query()).held).toHaveLength(1));
    expect(second.isInTrash('mnist')).toBe(true);
    expect(await second.expiredTrash()).toEqual([]);
    first.restoreFromTrash('mnist');
    expect(second.isInTrash('mnist')).toBe(false);
  });

  it('an item left by a closed tab is deleted', async () => {
    const first = await openTab();
    first.moveToTrash('mnist');
    // Its locks were released with it.
    vi.stubGlobal('navigator', { locks: lockManager() });
    expect(await (await openTab()).expiredTrash()).toEqual(['mnist']);
  });

  it('without Web Locks, deletion waits a minute for other tabs', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', {});
    const [first, second] = [await openTab(), await openTab()];
    first.moveToTrash('mnist');
    await vi.advanceTimersByTimeAsync(50_000);
    expect(await second.expiredTrash()).toEqual([]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await second.expiredTrash()).toEqual(['mnist']);
    expect(await first.expiredTrash()).toEqual([]);
  });

  it('neither overwrites the other’s list', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.moveToTrash('mnist');
    second.moveToTrash('adult');
    first.restoreFromTrash('mnist');
    expect(first.isInTrash('adult')).toBe(true);
    expect(second.isInTrash('mnist')).toBe(false);
  });

  it('an item that one tab stored again is not deleted by the other', async () => {
    const [first, second] = [await openTab(), await openTab()];
    const forget = vi.fn(async () => undefined);
    first.moveToTrash('mnist');
    let putThere: () => void = () => undefined;
    const putting = second.withStorageLock(async () => {
      await new Promise<void>((resolve) => {
        putThere = resolve;
      });
      second.restoreFromTrash('mnist');
    });
    const removing = first.deleteFromTrash('mnist', forget);
    await Promise.resolve();
    putThere();
    await Promise.all([putting, removing]);
    expect(forget).not.toHaveBeenCalled();
  });
});

it('an item that cannot be deleted stays on the list', async () => {
  const tab = await openTab();
  tab.moveToTrash('mnist');
  await expect(tab.deleteFromTrash('mnist', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
  expect(await tab.expiredTrash()).toEqual(['mnist']);
  await tab.deleteFromTrash('mnist', async () => undefined);
  expect(stored.size).toBe(0);
});

it('without storage the list lasts until the page is closed', async () => {
  vi.stubGlobal('localStorage', undefined);
  const tab = await openTab();
  tab.moveToTrash('mnist');
  expect(tab.isInTrash('mnist')).toBe(true);
  tab.restoreFromTrash('mnist');
  expect(tab.isInTrash('mnist')).toBe(false);
});
