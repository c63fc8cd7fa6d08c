/** TensorFlow.js backends in a worker: exactly one per realm, because two corrupt each other's tensors. */

import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import type { Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/backends';
import { kernelsFor } from '../kernels';
import { sharingProblem, startFrom, withSharedMemory } from '../kernels/wasm/threads/sharedBackend';
import { startWebgpu } from '../kernels/webgpu/device';
import { describeAdapter } from './adapter';
import { startHelper } from './helperThread';

/** TensorFlow.js's file with shared memory; undefined where it cannot be had, which is said on the console. */
async function sharedFile(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const problem = sharingProblem();
    if (problem !== undefined) throw new Error(problem);
    const response = await fetch(wasmSimdUrl, { credentials: 'same-origin' });
    return withSharedMemory(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    console.warn(`One thread computes this run, because memory cannot be shared: ${messageOf(error)}.`);
    return undefined;
  }
}

/** @param threads if more than one, the memory is shared where that is possible */
async function startWasm(threads: number): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  // TensorFlow.js's threaded build is never used: it fails when minified, and the project has its own threads.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const shared = threads > 1 ? await sharedFile() : undefined;
  const paths = {
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmSimdUrl,
  };
  setWasmPaths(paths, shared !== undefined);
  await startFrom(shared, () => setBackend('wasm'));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function startGpu(): Promise<void> {
  if ((await describeAdapter()) === 'none') throw new Error('This browser offers no WebGPU adapter.');
  if (!(await startWebgpu())) throw new Error('WebGPU did not start in this browser.');
}

/**
 * @param threads that compute a run together, on the wasm backends
 * @throws Error when the browser does not offer the backend.
 */
export async function startBackend(backend: BackendId, threads: number): Promise<Kernels> {
  if (backend === 'wasm' || backend === 'wasm-fma') await startWasm(threads);
  else if (backend === 'webgpu') await startGpu();
  else {
    await import('@tensorflow/tfjs-backend-cpu');
    await setBackend('cpu');
  }
  await ready();
  return kernelsFor(backend, { count: threads, start: startHelper });
}
