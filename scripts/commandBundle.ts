/**
 * The command of `npm run lab` in one file, and what its threads run in another, with the packages that each start of it
 * loads: it takes a sixth of the processor's time to start. Vitest builds it once for all tests that start it, Playwright
 * (`e2e/command.ts`) once for each of its processes that does.
 */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the file. */
    readonly lab: string;
  }
}

/** CommonJS files, and what is spread over hundreds of files: they take longer to find and to read than to run. */
const bundled = [/^@tensorflow\//, 'long', 'seedrandom', 'zod', 'cli-progress', 'string-width'];

/** @returns the file, in `folder` of the project at `root` */
export async function bundleCommand(root: string, folder: string): Promise<string> {
  // Two levels below the root, like the command's own file, which reads the project's version from there.
  const outDir = join(root, folder, 'cli');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // The backend's glue code finds its files by it.
    define: { __dirname: 'import.meta.dirname' },
    ssr: { noExternal: bundled },
    build: {
      ssr: true,
      outDir,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input: { main: 'src/cli/main.ts', stageThread: 'src/cli/pipeline/stageThread.ts' },
        // Beside each other, where the command looks for its threads.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return join(outDir, 'main.js');
}

/** Provides `lab` to tests. @returns what removes it */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = resolve(import.meta.dirname, '..');
  const folder = `dist.lab-${process.pid}`;
  project.provide('lab', await bundleCommand(root, folder));
  return () => rm(join(root, folder), { recursive: true, force: true });
}
