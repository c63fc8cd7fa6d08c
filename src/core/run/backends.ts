/** The backends, fastest first, and the setting that selects one. */
import type { Registry } from './setting';

export const backendIds = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendId = (typeof backendIds)[number];

export const backends = {
  auto: { name: 'Automatic', sentence: 'The fastest one that passes a short self-test here.' },
  webgpu: { name: 'WebGPU', sentence: 'The graphics processor.' },
  wasm: { name: 'WebAssembly', sentence: 'The processor, with vector instructions.' },
  cpu: { name: 'CPU', sentence: 'Plain JavaScript: slow, works everywhere.' },
} as const satisfies Registry<'auto' | BackendId>;
