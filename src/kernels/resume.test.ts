/** Interrupted and resumed runs, on the page's most common backend with its kernels. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../cli/backend';
import type { Kernels } from '../core/kernels';
import { createStream } from '../core/random/rng';
import { resumeCases, resumedAfter, resumeSeed } from '../core/run/testSupport';
import { tinyData } from '../core/testSupport';

let kernels: Kernels = {};
beforeAll(async () => {
  kernels = await startBackend('wasm');
});

describe(`on wasm (RESUME_SEED=${resumeSeed})`, () => {
  it.each(resumeCases)('%s: gives the same bytes as an uninterrupted run', async (name, spec) => {
    const epoch = 1 + createStream(resumeSeed, name).below(spec.epochs);
    const { undisturbed, resumed } = await resumedAfter(epoch, spec, tinyData(), kernels);
    expect(resumed, `after epoch ${epoch}`).toEqual(undisturbed);
  });
});
