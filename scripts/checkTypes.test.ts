import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesToCheck, typeErrors } from './checkTypes';

let root: string;

const config = (lib: readonly string[], include: readonly string[]) =>
  JSON.stringify({
    compilerOptions: { lib, types: [], strict: true, noEmit: true, skipLibCheck: true },
    include,
  });

/** A core without a DOM, a page and a worker that both import it and a file of the worker. */
const sound: Readonly<Record<string, string>> = {
  'tsconfig.json': JSON.stringify({
    files: [],
    references: ['core', 'worker', 'page'].map((name) => ({ path: `./tsconfig.${name}.json` })),
  }),
  'tsconfig.core.json': config(['ES2023'], ['core.ts']),
  'tsconfig.worker.json': config(['ES2023', 'WebWorker'], ['worker.ts', 'shared.ts']),
  'tsconfig.page.json': config(['ES2023', 'DOM'], ['page.ts']),
  'core.ts': 'export const one = 1;\n',
  'shared.ts': "import { one } from './core';\nexport const two = one + performance.now();\n",
  'worker.ts':
    "import { two } from './shared';\nexport const scope: WorkerGlobalScope = self;\npostMessage(two);\n",
  'page.ts': "import { two } from './shared';\ndocument.title = String(two);\n",
};

/** Errors with these files in place of sound ones. */
async function errorsWith(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries({ ...sound, ...files })) await writeFile(join(root, name), text);
  return typeErrors(root);
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'f3-lab-types-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('the types of all environments', () => {
  it('are right where each file uses what its environments have', async () => {
    expect(await errorsWith({})).toBe('');
  });

  it.each([
    ['a wrong type', 'core.ts', 'export const one: string = 1;', /core\.ts.*TS2322/],
    ['a DOM name in core', 'core.ts', 'export const one = window.length;', /core\.ts.*TS2304.*window/],
    ['a window in a worker', 'worker.ts', 'export const own = window;', /worker\.ts.*TS2304.*window/],
    ['a syntax error', 'page.ts', 'export const = 1;', /page\.ts.*TS1/],
    // Right for the worker that comes first: the page has more globals, but not all of the worker's.
    [
      'a worker’s name in what a page imports',
      'shared.ts',
      'export const two = Number(self instanceof WorkerGlobalScope);',
      /shared\.ts.*TS2304.*WorkerGlobalScope/,
    ],
    ['a missing module', 'page.ts', "import './nowhere';", /page\.ts.*TS2882.*nowhere/],
    [
      'an unknown option',
      'tsconfig.page.json',
      '{"compilerOptions":{"strickt":true},"include":["page.ts"]}',
      /TS5023.*strickt|TS5025.*strickt/,
    ],
  ])('include %s', async (_what, file, text, error) => {
    expect(await errorsWith({ [file]: text })).toMatch(error);
  });

  it('are checked once where an earlier environment has no other globals', () => {
    const core = { globals: ['ES'], files: ['core'] };
    const worker = { globals: ['ES', 'worker'], files: ['core', 'shared', 'worker'] };
    const page = { globals: ['ES', 'DOM'], files: ['core', 'shared', 'page'] };
    const test = { globals: ['node', 'DOM', 'ES'], files: ['core', 'shared', 'page', 'test'] };
    expect(filesToCheck([core, worker, page, test])).toEqual([
      ['core'],
      ['shared', 'worker'],
      ['shared', 'page'],
      ['test'],
    ]);
  });
});
