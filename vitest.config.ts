import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Files that change their realm or folder, start a backend by name, or serve, would do so for the next file, too. */
const changesRealm = (path: string): boolean =>
  /vi\.(mock|doMock|stubGlobal|useFakeTimers)\(|chdir\(|startBackend\(|startMirror\(|listen\(|spawn\(/.test(
    readFileSync(path, 'utf8'),
  );
const testsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);
/** Files that start the command line. */
const commands = testsIn('src/cli').filter((path) => readFileSync(path, 'utf8').includes("inject('lab')"));

/** Imports take much of their time; those that need a backend use cpu. */
const sharing = ['core', 'data', 'experiment', 'exports', 'figures', 'views', 'cli']
  .flatMap((folder) => testsIn(`src/${folder}`))
  .filter((path) => !(changesRealm(path) || commands.includes(path)));
/** These import TypeScript and Vite, or little. */
const tools = ['src/client', 'src/worker', 'bench', 'scripts']
  .flatMap(testsIn)
  .filter((path) => !(changesRealm(path) || path.startsWith('scripts/additions')));

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
          exclude: ['node_modules/**', 'scripts/additions/**', ...sharing, ...tools, ...commands],
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
      {
        extends: true,
        test: { name: 'tools', include: tools, pool: 'threads', isolate: false },
      },
    ],
  },
});
