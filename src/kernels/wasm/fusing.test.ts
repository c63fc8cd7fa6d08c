import { expect, it } from 'vitest';
import { fuses, fusing, fusingProblem } from './fusing';

const { fround } = Math;

it('tells one rounding from two', () => {
  expect(fuses((x, y, sum) => fround(x * y + sum))).toBe(true);
  expect(fuses((x, y, sum) => fround(fround(x * y) + sum))).toBe(false);
});

it('finds out what this engine does, without an error where it lacks relaxed SIMD', () => {
  const found = fusing();
  // V8 has relaxed SIMD from 11.4 on: Node 21.
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 21) expect(found).toBe('no relaxed SIMD');
  else expect(['fused', 'rounds twice']).toContain(found);
});

it('says why fused kernels cannot run', () => {
  expect(fusingProblem('fused')).toBeUndefined();
  expect(fusingProblem('rounds twice')).toContain('does not fuse');
  expect(fusingProblem('no relaxed SIMD')).toContain('relaxed SIMD');
});
