/** Tests that a backend matches the table of operations. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernels } from '../src/core/kernels';
import { compareMeasures, farOff } from './measures';
import { check } from './operation';
import { cases } from './table';

export function testTable(backend: 'cpu' | 'wasm', start: () => Promise<Kernels>): void {
  let kernels: Kernels = {};
  beforeAll(async () => {
    kernels = await start();
  });

  describe(`operations on ${backend}`, () => {
    it.each(cases)('$operation: $on', async (one) => {
      const { worst, violations } = await check(one, backend, kernels);
      expect(violations).toEqual([]);
      // These two backends compute alike everywhere: the units that the table allows are those that were found.
      const bound = one.bounds[backend];
      if (typeof bound === 'object' && 'ulps' in bound) expect(worst).toBe(bound.ulps);
    });

    it('measures and losses over many numbers are those of double precision', async () => {
      expect(farOff(await compareMeasures(kernels))).toEqual([]);
    });
  });
}
