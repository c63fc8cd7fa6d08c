import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fontsInPage, packedCopies, policyInPage } from './scripts/buildPlugins';
import { isolation, pageHeaders } from './scripts/headers';
import { serveData } from './scripts/serveData';

export default defineConfig({
  // Relative addresses: the built app also works in a sub-folder of a site.
  base: './',
  plugins: [react(), serveData(), policyInPage(), fontsInPage(), packedCopies()],
  // A second copy of tfjs-core has its own, empty registry of backends and kernels.
  resolve: { dedupe: ['@tensorflow/tfjs-core'] },
  worker: { format: 'es' },
  // The development server writes scripts into the page, which the built one's policy forbids.
  server: { headers: isolation },
  preview: { headers: pageHeaders },
  build: {
    target: 'es2023',
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // One for each set of pages that share something would make a hundred. What every visit needs is two, Inside one.
        codeSplitting: {
          groups: [
            { name: 'packages', tags: ['$initial'], test: /node_modules/, priority: 1 },
            { name: 'first', tags: ['$initial'] },
            { name: 'inside', test: /src\/views\/lab\/inside\// },
          ],
        },
      },
    },
    // A wasm file is compiled while it streams in; as text inside a script it cannot be.
    assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined),
  },
});
