import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Finding, findViolations } from './checkBoundaries';

/** A small project, file → text. Files in `wrong` break the rule named there; the others must pass. */
const files: Record<string, string> = {
  'src/core/run/spec.ts': "import { z } from 'zod';\nexport const run = z;",
  'src/core/random/rng.ts': 'export const rng = 1;',
  'src/core/network.ts':
    "import '@tensorflow/tfjs-core';\nexport type Network = 1;\nexport const network = 1;",
  'src/core/react.ts': "import 'react';",
  'src/core/upward.ts': "import type { View } from '../views/App';\nexport type T = View;",
  'src/core/rules/index.ts': "import './dfa';\nimport './copied';",
  'src/core/rules/dfa.ts': 'export const dfa = 1;',
  'src/core/rules/copied.ts': "import './dfa';",
  'src/core/circleA.ts': "import './circleB';",
  'src/core/circleB.ts': "import './circleA';",
  'src/core/lost.ts': "import './nowhere';",
  'src/data/index.ts':
    "import '../core/random/rng';\nimport type { Network } from '../core/network';\nexport type N = Network;",
  'src/data/engine.ts': "import '../core/network';",
  'src/data/package.ts': "import 'zod';",
  'src/data/nodeFiles.ts': "import 'node:fs';",
  'src/data/disk.ts': "import 'node:fs';",
  'src/data/viaNode.ts': "import './nodeFiles';",
  'src/kernels/adam.ts':
    "import '@tensorflow/tfjs-core';\nimport type { Network } from '../core/network';\nexport type N = Network;",
  'src/kernels/engine.ts': "import '../core/network';",
  'src/experiment/fields.ts': "import '../core/run/spec';\nimport '../data/index';",
  'src/experiment/engine.ts': "import '../core/network';",
  'src/core/run/checkpoint.ts': 'export type Checkpoint = 1;',
  'src/experiment/kept.ts':
    "import type { Checkpoint } from '../core/run/checkpoint';\nexport type Kept = Checkpoint;",
  'src/experiment/taken.ts': "import '../core/run/checkpoint';",
  'src/worker/api.ts':
    "import 'comlink';\nimport '../core/network';\nimport '../data/index';\nexport type Api = 1;",
  'src/worker/client.ts': "import '../client/session';",
  'src/client/session.ts':
    "import 'comlink';\nimport type { Api } from '../worker/api';\nexport type A = Api;",
  'src/client/types.ts': 'export type Shown = 1;',
  'src/client/worker.ts': "import '../worker/api';",
  'src/client/tensors.ts': "import type { Tensor } from '@tensorflow/tfjs-core';\nexport type T = Tensor;",
  'src/store/runs.ts':
    "import '../client/session';\nimport '../experiment/fields';\nimport '../core/rules/index';",
  'src/store/remote.ts': "import 'comlink';",
  'src/store/view.ts': "import '../views/App';",
  'src/views/App.tsx':
    "import '../store/runs';\nimport type { Shown } from '../client/types';\nexport type View = Shown;",
  'src/views/Shortcut.tsx': "import '../client/session';",
  'src/views/Values.tsx': "import '../client/types';",
  'src/cli/main.ts':
    "import '../core/network';\nimport '../data/nodeFiles';\nimport '../kernels/adam';\nimport '../experiment/fields';",
  'src/cli/store.ts': "import '../store/runs';",
  'src/core/testSupport.ts': "import 'react';",
  'src/core/run.test.ts': "import './testSupport';\nimport '../store/runs';",
  'src/core/tested.ts': "import './testSupport';",
  'src/main.tsx': "import './views/App';\nimport 'react';",
};

/** File → the rule that it breaks. An import cycle is reported once, at its first file. */
const wrong: Record<string, string> = {
  'src/core/react.ts': 'core-packages',
  'src/core/upward.ts': 'direction-core',
  'src/core/tested.ts': 'nothing-imports-tests',
  'src/core/rules/copied.ts': 'rules-stand-alone',
  'src/core/circleA.ts': 'no-circular',
  'src/core/lost.ts': 'no-unresolvable',
  'src/data/engine.ts': 'types-only-data',
  'src/data/package.ts': 'data-packages',
  'src/data/disk.ts': 'node-in-cli-only',
  'src/data/viaNode.ts': 'node-files-for-cli-only',
  'src/kernels/engine.ts': 'types-only-kernels',
  'src/experiment/engine.ts': 'direction-experiment',
  'src/experiment/taken.ts': 'types-only-experiment',
  'src/worker/client.ts': 'direction-worker',
  'src/client/worker.ts': 'types-only-client',
  'src/client/tensors.ts': 'tensors-stay-in-the-worker',
  'src/store/remote.ts': 'comlink-at-the-border',
  'src/store/view.ts': 'nothing-imports-views',
  'src/views/Shortcut.tsx': 'direction-views',
  'src/views/Values.tsx': 'types-only-views',
  'src/cli/store.ts': 'direction-cli',
};

const root = mkdtempSync(join(tmpdir(), 'f3-lab-boundaries-'));
let violations: readonly Finding[] = [];
let modules = 0;

beforeAll(async () => {
  const project = resolve(import.meta.dirname, '..');
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  symlinkSync(join(project, 'package.json'), join(root, 'package.json'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  ({ modules, violations } = await findViolations(root));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('reads every file', () => {
  expect(modules).toBeGreaterThanOrEqual(Object.keys(files).length);
});

it.each(Object.entries(wrong))('finds what is wrong with %s: %s', (file, rule) => {
  expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule)).toContain(rule);
});

it('reports nothing in the other files', () => {
  expect(violations.filter(({ from }) => !(from in wrong))).toEqual([]);
});
