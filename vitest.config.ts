import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { dedupe: ['@tensorflow/tfjs-core'] },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', '{scripts,bench,operations}/**/*.test.ts'],
    // Its place is a copy of the project: `scripts/additions.test.ts` puts it there.
    exclude: ['node_modules/**', 'scripts/additions/**'],
    // One process per file: a realm must never see two TensorFlow.js backends.
    pool: 'forks',
    isolate: true,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
