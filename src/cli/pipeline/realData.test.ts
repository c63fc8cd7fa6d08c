// One epoch of real data in stages and threads: the same bytes as in one worker.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import type { Checkpoint } from '../../core/run/checkpoint';
import { createRun } from '../../core/run/run';
import { runSpec } from '../../core/run/spec';
import { defaultExperiment } from '../../experiment/defaults';
import { startBackend } from '../backend';
import { loadSet } from '../train/setFiles';
import { stageCrew } from './crew';

const folder = [process.env.F3_DATA, 'public/data', '../shared/data']
  .flatMap((place) => (place ? [resolve(place)] : []))
  .find((place) => existsSync(join(place, 'mnist')));
const file = new URL('stageThread.js', pathToFileURL(inject('lab')));

/** Of all arrays: weights, the optimizer's state, the error memory. */
function digest({ arrays }: Checkpoint): string {
  const hash = createHash('sha256');
  for (const [name, { values }] of Object.entries(arrays))
    hash.update(name).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return hash.digest('hex');
}

describe.skipIf(folder === undefined)('an epoch', () => {
  it.each([
    ['mnist', 'f3-error', [40, 30, 20], 3],
    ['sgemm', 'f3-error', [60, 50, 40], 4],
    ['mnist', 'bp', [40, 30, 20], 2],
  ] as const)('of %s with %s', async (dataset, rule, hidden, stages) => {
    const data = await loadSet(dataset, folder as string, () => undefined);
    const kernels = await startBackend('wasm', 1);
    const spec = {
      ...runSpec({ ...defaultExperiment(dataset), hidden: [...hidden], epochs: 1, measures: [] }, rule, 0),
    };
    const ends: string[] = [];
    for (const crew of [undefined, stageCrew({ stages, microBatches: 4 }, 'wasm', 2, undefined, file)]) {
      const run = createRun(spec, data, { kernels, crew, checkpoints: true });
      for await (const { type } of run.events)
        if (type === 'checkpoint') ends.push(digest(await run.checkpoint()));
    }
    const [alone, pipelined] = ends;
    expect(pipelined).toEqual(alone);
  });
});
