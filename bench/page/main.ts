/** The bench's page: holds the training workers, and forwards requests to them. */
import { type Remote, wrap } from 'comlink';
import type { RunnerApi } from '../runner/runner';
import type { EpochApi } from './epochWorker';

const makers = {
  lab: () => new Worker(new URL('./labWorker.ts', import.meta.url), { type: 'module' }),
  tfjs: () => new Worker(new URL('./tfjsWorker.ts', import.meta.url), { type: 'module' }),
  epoch: () => new Worker(new URL('./epochWorker.ts', import.meta.url), { type: 'module' }),
};
export type WorkerKind = keyof typeof makers;
type Api = RunnerApi & EpochApi;

interface Handle {
  readonly worker: Worker;
  readonly api: Remote<Api>;
  readonly broken: Promise<never>;
}
const handles: Handle[] = [];

function brokenOf(worker: Worker): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new Error(message || 'The worker failed.')));
  });
  broken.catch(() => undefined);
  return broken;
}

const bench = {
  /** @returns the worker's number */
  open: (kind: WorkerKind): number => {
    const worker = makers[kind]();
    return handles.push({ worker, api: wrap<Api>(worker), broken: brokenOf(worker) }) - 1;
  },
  call: (id: number, method: keyof Api, args: readonly unknown[]): Promise<unknown> => {
    const { api, broken } = handles[id] as Handle;
    const ask = api[method] as unknown as (...given: readonly unknown[]) => Promise<unknown>;
    return Promise.race([ask(...args), broken]);
  },
  close: (id: number): void => handles[id]?.worker.terminate(),
};

export type BenchPage = typeof bench;
Object.assign(globalThis, { bench });
