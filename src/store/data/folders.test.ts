import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DataProblem } from '../../data/spec';
import { getFolder, pauseDownload, setsOf, useFolders } from './folders';

type Get = (
  folder: string,
  progress: (done: number, total: number) => void,
  signal: AbortSignal,
) => Promise<'done' | 'paused'>;
const worker = vi.hoisted(() => ({ get: undefined as unknown }));
vi.mock('../../client/datasets', () => ({
  fetchFolder: (...all: Parameters<Get>) => (worker.get as Get)(...all),
  surveyData: async () => ({
    damaged: [],
    own: [],
    folders: [{ folder: 'mnist', here: 'server', bytes: 12, canGet: true }],
    storage: { used: 1, quota: 2 },
  }),
}));
const state = () => useFolders.getState().gets.mnist;

beforeEach(() => useFolders.setState({ states: undefined, gets: {}, storage: undefined }));

describe('downloading a folder', () => {
  it('reports progress, and what is here at the end', async () => {
    const seen: unknown[] = [];
    worker.get = (async (_folder, progress) => {
      progress(3, 12);
      seen.push(state());
      return 'done';
    }) satisfies Get;
    await getFolder('mnist');
    expect(seen).toEqual([{ phase: 'getting', done: 3, total: 12 }]);
    expect(state()).toBeUndefined();
    expect(useFolders.getState()).toMatchObject({
      states: { mnist: { here: 'server' } },
      storage: { used: 1 },
    });
  });

  it('keeps its progress when paused, and resumes from there', async () => {
    worker.get = ((_folder, progress, signal) => {
      progress(3, 12);
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve('paused')));
    }) satisfies Get;
    const first = getFolder('mnist');
    await vi.waitFor(() => expect(state()).toMatchObject({ done: 3 }));
    pauseDownload('mnist');
    await first;
    expect(state()).toEqual({ phase: 'paused', done: 3, total: 12 });
    let atStart: unknown;
    worker.get = (async () => {
      atStart = state();
      return 'done';
    }) satisfies Get;
    await getFolder('mnist');
    expect(atStart).toEqual({ phase: 'getting', done: 3, total: 12 });
    expect(state()).toBeUndefined();
  });

  it('resumes at once if the worker has not stopped yet', async () => {
    const calls: AbortSignal[] = [];
    worker.get = ((_folder, _progress, signal) => {
      calls.push(signal);
      if (calls.length > 1) return Promise.resolve('done');
      return new Promise((resolve) =>
        signal.addEventListener('abort', () => setTimeout(resolve, 5, 'paused')),
      );
    }) satisfies Get;
    const first = getFolder('mnist');
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    pauseDownload('mnist');
    await getFolder('mnist');
    await first;
    expect(calls.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(state()).toBeUndefined();
    expect(useFolders.getState().states?.mnist?.here).toBe('server');
  });

  it('reports why it failed; a second click while it runs does nothing', async () => {
    let calls = 0;
    worker.get = (async () => {
      calls += 1;
      throw new DataProblem('MNIST could not be downloaded.', 'The server answers 404.');
    }) satisfies Get;
    await Promise.all([getFolder('mnist'), getFolder('mnist')]);
    expect(calls).toBe(1);
    expect(state()).toEqual({
      phase: 'problem',
      title: 'MNIST could not be downloaded.',
      detail: 'The server answers 404.',
    });
  });
});

it('lists the sets that share a folder', () => {
  expect(setsOf('adult')).toEqual(['adult', 'adult-sound']);
  expect(setsOf('mnist')).toEqual(['mnist']);
  expect(setsOf('')).toEqual([]);
});
