import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chooseBackend } from './backend';
import { selfTestReference } from './selfTestReference';

const never = new Promise<never>(() => undefined);
/** Backends whose test a worker ran, in order. */
const started: string[] = [];
let made = 0;

vi.mock('./workers', () => ({
  createTrainWorker: () => {
    made += 1;
    return {
      broken: never,
      terminate: () => undefined,
      api: {
        describeAdapter: async () => 'hardware',
        startBackend: async (backend: string) => void started.push(backend),
        selfTestValues: async () => selfTestReference,
        measureStep: async () => 3,
        capacity: async () => undefined,
      },
    };
  },
}));

beforeEach(() => {
  made = 0;
  started.length = 0;
});
afterEach(() => void vi.unstubAllGlobals());

const withAdapter = (adapter: object | null): void => {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });
  vi.stubGlobal('isSecureContext', true);
};

it('without an adapter no worker starts for WebGPU, and the choice says so', async () => {
  withAdapter(null);
  const { backend, measured } = await chooseBackend('auto', true);
  expect(backend).not.toBe('webgpu');
  expect(started).not.toContain('webgpu');
  expect(measured).toContainEqual({ backend: 'webgpu', note: 'not offered by this browser' });
  expect(made).toBe(started.length);
});

it('an adapter that never answers is waited for no longer than a backend', async () => {
  vi.useFakeTimers();
  try {
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => never } });
    vi.stubGlobal('isSecureContext', true);
    const chosen = chooseBackend('auto', true);
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await chosen).backend).toBe('wasm');
    expect(started).not.toContain('webgpu');
  } finally {
    vi.useRealTimers();
  }
});

it('with one, it is tested beside the others', async () => {
  withAdapter({});
  const { measured } = await chooseBackend('auto', true);
  expect(started.toSorted()).toEqual(['cpu', 'wasm', 'webgpu']);
  expect(measured.map(({ backend }) => backend)).toEqual(['webgpu', 'wasm', 'cpu']);
});

it('WebGPU by name, without an adapter: refused with what to do', async () => {
  withAdapter(null);
  await expect(chooseBackend('webgpu')).rejects.toThrow(
    'WebGPU not offered by this browser. Choose Automatic.',
  );
  expect(made).toBe(0);
});
