import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubStorage } from '../testSupport';

type Tab = typeof import('./trash');

const stored = new Map<string, string>();

/** As browsers have it: one holder for each name, the others wait in turn. */
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

/** A tab of its own has the module to itself. */
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
  it('what one offers to bring back, another hides but does not let go of', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.moveToTrash('mnist');
    await vi.waitFor(async () => expect((await navigator.locks.query()).held).toHaveLength(1));
    expect(second.isInTrash('mnist')).toBe(true);
    expect(await second.expiredTrash()).toEqual([]);
    first.restoreFromTrash('mnist');
    expect(second.isInTrash('mnist')).toBe(false);
  });

  it('what a closed one left is let go of', async () => {
    const first = await openTab();
    first.moveToTrash('mnist');
    // Its locks went with it.
    vi.stubGlobal('navigator', { locks: lockManager() });
    expect(await (await openTab()).expiredTrash()).toEqual(['mnist']);
  });

  it('where the browser cannot say whether another is open, a minute is waited', async () => {
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

  it('neither writes over what the other removed', async () => {
    const [first, second] = [await openTab(), await openTab()];
    first.moveToTrash('mnist');
    second.moveToTrash('adult');
    first.restoreFromTrash('mnist');
    expect(first.isInTrash('adult')).toBe(true);
    expect(second.isInTrash('mnist')).toBe(false);
  });

  it('what one has put there anew, the other leaves alone', async () => {
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

it('what cannot go stays on the list', async () => {
  const tab = await openTab();
  tab.moveToTrash('mnist');
  await expect(tab.deleteFromTrash('mnist', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
  expect(await tab.expiredTrash()).toEqual(['mnist']);
  await tab.deleteFromTrash('mnist', async () => undefined);
  expect(stored.size).toBe(0);
});

it('without storage the list lasts as long as the page', async () => {
  vi.stubGlobal('localStorage', undefined);
  const tab = await openTab();
  tab.moveToTrash('mnist');
  expect(tab.isInTrash('mnist')).toBe(true);
  tab.restoreFromTrash('mnist');
  expect(tab.isInTrash('mnist')).toBe(false);
});
