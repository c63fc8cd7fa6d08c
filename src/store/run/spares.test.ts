import { beforeEach, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import { keepSpares } from '../../client/spares';
import type { Lab } from '../lab';
import { usePage } from '../page/page';
import { keepWorkersReady } from './spares';

const wasm = { backend: 'wasm', threads: 1 };
vi.mock('../../client/spares', () => ({ keepSpares: vi.fn() }));

const useBackend = create(() => ({ choice: undefined as { backend: string } | undefined, measuring: false }));
const useRuns = create(() => ({ phase: 'ready', alive: false }));
const useSettings = create(() => ({ draft: { rules: ['bp', 'fa', 'dfa'] } }));

beforeEach(() => vi.useFakeTimers());

/** What is kept once the page is idle. */
async function kept(): Promise<unknown[][]> {
  vi.mocked(keepSpares).mockClear();
  await vi.advanceTimersByTimeAsync(1000);
  return vi.mocked(keepSpares).mock.calls;
}

it('keeps a worker for each run on the pages Lab and Learn, and one elsewhere', async () => {
  keepWorkersReady({
    backend: { useBackend },
    runs: { useRuns },
    settings: { useSettings },
  } as unknown as Lab);
  usePage.setState({ page: 'data' });
  useBackend.setState({ choice: { backend: 'wasm' } });
  expect(await kept()).toEqual([[wasm, 1]]);
  for (const page of ['lab', 'learn']) {
    usePage.setState({ page });
    expect(await kept()).toEqual([[wasm, 3]]);
  }
  // Going away keeps what is there.
  usePage.setState({ page: 'data' });
  expect(await kept()).toEqual([]);
  usePage.setState({ page: 'lab' });
  useRuns.setState({ phase: 'running', alive: true });
  expect(await kept()).toEqual([]);
});
