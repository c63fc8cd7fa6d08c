import { afterEach, expect, it, vi } from 'vitest';
import { holdRun } from './locks';
import { open } from './testSupport';

/** Another tab's. */
vi.resetModules();
const { holdRun: holdElsewhere } = await import('./locks');

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Web Locks in one page. */
function lockManager() {
  const held = new Set<string>();
  return {
    request: async (name: string, _options: unknown, work: (lock: unknown) => unknown) => {
      if (held.has(name)) return work(null);
      held.add(name);
      try {
        return await work({ name });
      } finally {
        held.delete(name);
      }
    },
  };
}

it.each([
  ['a Web Lock', { locks: lockManager() }],
  ['a claim in the database', {}],
])('one tab holds a run until it is released: %s', async (_name, navigator) => {
  vi.stubGlobal('navigator', navigator);
  const release = await holdRun(['e1', 'bp-0']);
  expect(release).toBeTypeOf('function');
  expect(await holdElsewhere(['e1', 'bp-0'])).toBeUndefined();
  const other = await holdElsewhere(['e1', 'bp-1']);
  expect(other).toBeTypeOf('function');
  release?.();
  await vi.waitFor(async () => {
    const again = await holdElsewhere(['e1', 'bp-0']);
    expect(again).toBeTypeOf('function');
    again?.();
  });
  other?.();
});

it('the claim of a tab that was closed runs out; one that is renewed does not', async () => {
  vi.stubGlobal('navigator', {});
  const database = await open();
  await database.put('claims', { owner: 'closed', until: Date.now() + 30_000 }, ['e1', 'old']);
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: Date.now() });
  const release = await holdRun(['e1', 'new']);
  expect(await holdRun(['e1', 'old'])).toBeUndefined();
  for (let i = 0; i < 4; i++) {
    const before = (await database.get('claims', ['e1', 'new']))?.until;
    vi.advanceTimersByTime(10_000);
    await vi.waitFor(async () =>
      expect((await database.get('claims', ['e1', 'new']))?.until).toBeGreaterThan(before ?? 0),
    );
  }
  (await holdRun(['e1', 'old']))?.();
  expect(await holdElsewhere(['e1', 'new'])).toBeUndefined();
  release?.();
});
