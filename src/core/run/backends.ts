/** The backends, and the setting that selects one. */
import type { Registry } from './setting';

/** From which Automatic chooses, in most cases the fastest first. */
export const automaticIds = ['webgpu', 'wasm', 'cpu'] as const;
export const backendIds = ['webgpu', 'wasm', 'wasm-fma', 'cpu'] as const;
export type BackendId = (typeof backendIds)[number];

export const backends = {
  auto: { name: 'Automatic', sentence: 'The fastest one that passes a short self-test here.' },
  webgpu: { name: 'WebGPU', sentence: 'The graphics processor.' },
  wasm: { name: 'WebAssembly', sentence: 'The processor, with vector instructions.' },
  'wasm-fma': {
    name: 'WebAssembly FMA',
    sentence: 'WebAssembly with fused multiply-add: faster in wide layers, and rounded differently.',
  },
  cpu: { name: 'CPU', sentence: 'Plain JavaScript: slow, works everywhere.' },
} as const satisfies Registry<'auto' | BackendId>;
