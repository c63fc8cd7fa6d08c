import { describe, expect, it } from 'vitest';
import { runMutants } from './run';
import { hasCases } from './sample';

/** The same mutants in every run; `npm run -s mutate -- --count 18000` runs more. */
const run = async (all: boolean) => {
  const { found, cells, imported, mutants } = await runMutants({ seed: 0, from: 0, to: 300, all });
  expect(found.map(({ text }) => text)).toEqual([]);
  return { cells, imported, mutants };
};

describe('mutated files: no crash, nothing slow, no NaN, no readable cell replaced', () => {
  it('of our own small files', async () => {
    const { cells, imported } = await run(false);
    // The check must have compared something.
    expect(imported).toBeGreaterThan(50);
    expect(cells).toBeGreaterThan(10_000);
  }, 60_000);

  it.skipIf(!hasCases)(
    'of the cases (needs shared/cases)',
    async () => {
      const { cells, imported } = await run(true);
      expect(imported).toBeGreaterThan(50);
      expect(cells).toBeGreaterThan(40_000);
    },
    60_000,
  );
});
