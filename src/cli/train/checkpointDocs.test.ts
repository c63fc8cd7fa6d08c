/** The lines of Python in docs/checkpoints.md, run on a file of ours by the Python that is here. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SummaryEvent } from '../../core/run/events';
import { writeCheckpointFile } from '../../experiment/files/checkpointFile';

const has = (module: string): boolean => spawnSync('python3', ['-c', `import ${module}`]).status === 0;
const [reader = '', plain = ''] = [
  ...readFileSync('docs/checkpoints.md', 'utf8').matchAll(/```python\n(.*?)```/gs),
].map(([, code]) => code);

/** What the code prints when it has run beside the file that it names. */
function print(code: string, expression: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'python-'));
  const end: SummaryEvent = {
    ...({ type: 'summary', run: 'bp-0', rule: 'bp', step: 1, epoch: 1 } as const),
    ...{ trainingLoss: 1, testLoss: 1, testAccuracy: 0.5, bestTestAccuracy: 0.5, bestTestLoss: 1 },
  };
  const arrays = {
    'layer1.W': { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6.5) },
    visits: { shape: [2], values: Uint16Array.of(7, 65535) },
  };
  const file = writeCheckpointFile({
    ...{ experiment: '{}', dataset: 'mnist', checksum: '', backend: 'wasm', lab: '0' },
    runs: [{ id: 'bp-0', rule: 'bp', seed: 0, status: 'done', end, arrays }],
  });
  writeFileSync(join(folder, 'mnist.safetensors'), file);
  const run = spawnSync('python3', ['-c', `${code}\nimport json\nprint(json.dumps(${expression}))`], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
}

it.skipIf(!has('numpy'))('the documented code reads every array exactly, with NumPy alone', () => {
  expect(
    print(plain, '[{name: a.tolist() for name, a in arrays.items()}, meta["dataset"], runs[0]["status"]]'),
  ).toEqual([
    {
      'bp-0/layer1.W': [
        [1, 2, 3],
        [4, 5, 6.5],
      ],
      'bp-0/visits': [7, 65535],
    },
    'mnist',
    'done',
  ]);
});

it.skipIf(!has('safetensors.numpy'))('the documented code reads a file with the safetensors library', () => {
  expect(print(reader, 'W1.tolist()')).toEqual([
    [1, 2, 3],
    [4, 5, 6.5],
  ]);
});
