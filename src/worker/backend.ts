/** TensorFlow.js backends in a worker: exactly one per realm, because two corrupt each other's tensors. */

import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import type { Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/backends';
import { kernelsFor } from '../kernels';
import { describeAdapter } from './adapter';

async function startWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  // The threaded build is never used: it fails when minified, and each run has its own worker anyway.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmSimdUrl,
  });
  await setBackend('wasm');
}

async function startWebgpu(): Promise<void> {
  if ((await describeAdapter()) === 'none') throw new Error('This browser offers no WebGPU adapter.');
  await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await setBackend('webgpu'))) throw new Error('WebGPU did not start in this browser.');
}

/** @throws Error when the browser does not offer the backend. */
export async function startBackend(backend: BackendId): Promise<Kernels> {
  if (backend === 'wasm' || backend === 'wasm-fma') await startWasm();
  else if (backend === 'webgpu') await startWebgpu();
  else {
    await import('@tensorflow/tfjs-backend-cpu');
    await setBackend('cpu');
  }
  await ready();
  return kernelsFor(backend);
}
