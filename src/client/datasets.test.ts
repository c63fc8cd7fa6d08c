import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadDataset } from './datasets';

type Progress = (done: number, total: number) => void;
let answer: (progress: Progress) => Promise<unknown>;
vi.mock('./workers', () => ({
  createDataWorker: () => ({
    api: {
      setMemoryStore: () => Promise.resolve(),
      load: (_id: string, _base: string, progress: Progress) => answer(progress),
    },
    broken: new Promise(() => undefined),
    terminate: () => undefined,
  }),
}));
beforeEach(() => vi.stubGlobal('document', { baseURI: 'http://lab/' }));
afterEach(() => vi.unstubAllGlobals());

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** What was reported as progress, also after the end. */
async function reported(work: (progress: Progress) => Promise<unknown>) {
  const seen: (readonly [number, number])[] = [];
  let late: Progress = () => undefined;
  answer = (progress) => {
    late = progress;
    return work(progress);
  };
  const end = await loadDataset('digits', (done, total) => seen.push([done, total])).catch(
    (error: Error) => error,
  );
  late(2, 2);
  await turn();
  return { end, seen };
}

it('progress that arrives after the result, through its own port, is not reported', async () => {
  const dataset = { id: 'digits' };
  const { end, seen } = await reported(async (progress) => {
    progress(1, 2);
    return { ok: true, value: dataset };
  });
  expect(end).toBe(dataset);
  expect(seen).toEqual([[1, 2]]);
});

it('nor after a problem', async () => {
  const problem = { ok: false, title: 'No.', detail: 'It is not there.', needs: undefined };
  const { end, seen } = await reported(async () => problem);
  expect(end).toMatchObject({ title: 'No.' });
  expect(seen).toEqual([]);
});
