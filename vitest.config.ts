import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Files that change their realm, or start a backend by name, would do so for the next file, too. */
const changesRealm = (path: string): boolean =>
  /vi\.(mock|doMock|stubGlobal|useFakeTimers)\(|startBackend\(/.test(readFileSync(path, 'utf8'));
const testsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);
/** Imports take much of their time; those that need a backend use cpu. */
const sharing = ['src/core', 'src/data', 'src/experiment', 'src/views']
  .flatMap(testsIn)
  .filter((path) => !changesRealm(path));

/** Files that start the command line. */
const commands = testsIn('src/cli').filter((path) => readFileSync(path, 'utf8').includes("inject('lab')"));

export default defineConfig({
  resolve: { dedupe: ['@tensorflow/tfjs-core'] },
  test: {
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'own realm',
          include: ['src/**/*.test.{ts,tsx}', '{scripts,bench,operations}/**/*.test.ts'],
          // `scripts/additions.test.ts` puts the first into a copy of the project.
          exclude: ['node_modules/**', 'scripts/additions/**', ...sharing, ...commands],
          // One process per file: a realm must never see two TensorFlow.js backends.
          pool: 'forks',
          isolate: true,
        },
      },
      {
        extends: true,
        test: {
          name: 'command line',
          include: commands,
          pool: 'forks',
          globalSetup: 'scripts/commandBundle.ts',
        },
      },
      {
        extends: true,
        test: { name: 'shared realm', include: sharing, pool: 'threads', isolate: false },
      },
    ],
  },
});
