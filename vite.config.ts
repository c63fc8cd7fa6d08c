import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { serveData } from './scripts/serveData';

/** Threads of the wasm backend and shared memory need a cross-origin isolated page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  // Relative addresses: the built app also works in a sub-folder of a site.
  base: './',
  plugins: [react(), serveData()],
  // A second copy of tfjs-core has its own, empty registry of backends and kernels.
  resolve: { dedupe: ['@tensorflow/tfjs-core'] },
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
  build: {
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    // A wasm file is compiled while it streams in; as text inside a script it cannot be.
    assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined),
  },
});
