/** TensorFlow.js backends in Node: wasm by default. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import type { Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/backends';
import type { Experiment } from '../core/run/spec';
import { kernelsFor } from '../kernels';
import { fusingProblem } from '../kernels/wasm/fusing';
import { startFrom, withSharedMemory } from '../kernels/wasm/threads/sharedBackend';
import { startHelper } from './threads';

/** The backend to use: wasm by default. */
export const backendOf = ({ backend }: Pick<Experiment, 'backend'>): BackendId =>
  backend === 'auto' ? 'wasm' : backend;

/** @param shared memory that several threads can use */
export async function startWasm(shared: boolean): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  const folder = `${dirname(entry)}/`;
  setWasmPaths(folder, shared);
  // TensorFlow.js's threaded build gains nothing on few cores; the project has its own threads.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const file = shared ? withSharedMemory(await readFile(`${folder}tfjs-backend-wasm-simd.wasm`)) : undefined;
  await startFrom(file, () => setBackend('wasm'));
}

/**
 * @param threads that compute each run together, on the wasm backends
 * @throws Error with a message for the user when the backend cannot run here
 */
export async function startBackend(backend: BackendId, threads = 1): Promise<Kernels> {
  if (backend === 'webgpu') {
    throw new Error(
      '--backend webgpu: Node has no WebGPU. Use --backend wasm, wasm-fma or cpu, or the page.',
    );
  }
  if (backend === 'wasm-fma') {
    const problem = fusingProblem();
    if (problem !== undefined)
      throw new Error(
        `--backend wasm-fma: WebAssembly in Node ${process.versions.node} ${problem}. Use Node 22 or newer on a processor with FMA, or --backend wasm.`,
      );
  }
  if (backend === 'wasm' || backend === 'wasm-fma') await startWasm(threads > 1);
  else {
    // Without it, TensorFlow.js advertises its native Node build on standard error.
    env().set('PROD', true);
    await import('@tensorflow/tfjs-backend-cpu');
    await setBackend('cpu');
  }
  await ready();
  return kernelsFor(backend, { count: threads, start: startHelper });
}
