/** TensorFlow.js's training in a worker of the page, without the project's kernels. */
import { env, ready, setBackend } from '@tensorflow/tfjs';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { expose } from 'comlink';
import { createRunner } from '../runner/runner';
import { tfjsTrainers } from '../runner/tfjs';
import type { TfjsBackend } from '../runner/tfjsPeers';
import { reader } from './reader';

async function startWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  // As in the app: the threaded build fails when it is minified, and has one thread on two cores.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': wasmSimdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmSimdUrl,
  });
}

/** Such as "ANGLE (Google, Vulkan 1.3.0 (SwiftShader …)), a software renderer". */
function describeWebgl(): string {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const renderer = String((info && gl?.getParameter(info.UNMASKED_RENDERER_WEBGL)) ?? 'unknown');
  return /swiftshader|llvmpipe/i.test(renderer) ? `${renderer}, a software renderer` : renderer;
}

expose(
  createRunner<TfjsBackend>({
    reader,
    start: async (backend) => {
      if (backend === 'wasm') await startWasm();
      if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
      if (!(await setBackend(backend))) throw new Error(`${backend} did not start.`);
      await ready();
      return tfjsTrainers;
    },
    note: async (backend) => (backend === 'webgl' ? describeWebgl() : ''),
  }),
);
