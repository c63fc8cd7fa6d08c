/** Fused multiply-add: the module's sums, and the backend that uses it. */
import { expect, test } from '@playwright/test';
import { binary } from '../src/kernels/wasm/binary';
import { fusedBinary } from '../src/kernels/wasm/fusedBinary';
import { button, dataOf, finished, open, rate, resultOf, smallRun, withoutTraining } from './page';

/** Shapes around multiples of the 5 × 8 blocks, and a larger one. */
const shapes = [1, 4, 5, 6, 11].flatMap((M, i) =>
  [1, 7, 8, 9, 17].map((N, j) => [M, N, [1, 2, 5, 31][(i + j) % 4] as number] as const),
);

interface Task {
  readonly code: string;
  readonly shapes: readonly (readonly [number, number, number])[];
  readonly fused: boolean;
}

/**
 * Runs in the page: products of matrices, plain and transposed, whose sums are also computed one by one, rounded once or
 * twice after each multiplication. Returns the sums that differ.
 */
function wrongSums({ code, shapes, fused }: Task): string[] {
  const { fround } = Math;
  const memory = new WebAssembly.Memory({ initial: 20 });
  const bytes = Uint8Array.from(atob(code), (character) => character.charCodeAt(0));
  const module = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory, mark() {} } })
    .exports;
  const gemm = module.gemm as (...args: number[]) => void;
  const all = new Float32Array(memory.buffer);
  let state = 1;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return fround(state / 2_147_483_647 - 0.5);
  };
  const [A, B, C, work] = [1024, 65_536, 131_072, 262_144];
  const wrong: string[] = [];
  for (const [M, N, K] of shapes)
    for (const transposed of ['neither', 'A', 'B']) {
      for (let i = 0; i < M * K; i++) all[A / 4 + i] = next();
      for (let i = 0; i < K * N; i++) all[B / 4 + i] = next();
      const [rs, ks] = transposed === 'A' ? [1, M] : [K, 1];
      const [bk, bj] = transposed === 'B' ? [1, K] : [N, 1];
      gemm(M, N, K, A, rs as number, ks as number, B, bk as number, bj as number, C, N, work);
      for (let i = 0; i < M; i++)
        for (let j = 0; j < N; j++) {
          let sum = 0;
          for (let k = 0; k < K; k++) {
            const x = all[A / 4 + i * (rs as number) + k * (ks as number)] as number;
            const y = all[B / 4 + k * (bk as number) + j * (bj as number)] as number;
            sum = fround((fused ? x * y : fround(x * y)) + sum);
          }
          const found = all[C / 4 + i * N + j];
          if (found !== sum) wrong.push(`${M} × ${N} over ${K}, ${transposed}: ${found}, not ${sum}`);
        }
    }
  return wrong;
}

test('sums are rounded once by the fused module, twice by the other', async ({ page }) => {
  await withoutTraining(page, { data: false });
  await page.goto('/');
  expect(await page.evaluate(wrongSums, { code: fusedBinary, shapes, fused: true })).toEqual([]);
  expect(await page.evaluate(wrongSums, { code: binary, shapes, fused: false })).toEqual([]);
  // The comparison tells them apart.
  expect((await page.evaluate(wrongSums, { code: binary, shapes, fused: true })).length).toBeGreaterThan(100);
});

test('WebAssembly FMA trains as WebAssembly does but for rounding, the same curve each time, and is named', async ({
  page,
}) => {
  const train = async (): Promise<readonly number[]> => {
    await button(page, 'Train').click();
    await finished(page, 2);
    await expect.poll(() => rate(page, 'BP')).toBeGreaterThan(80);
    return dataOf(page, 'Training loss');
  };
  const curvesOf = async (backend: string): Promise<readonly number[]> => {
    await open(page, `${smallRun}&rule=bp,f3-error&backend=${backend}`);
    return train();
  };
  const plain = await curvesOf('wasm');
  const fused = await curvesOf('wasm-fma');
  await expect(page.getByRole('banner')).toContainText('WebAssembly FMA');
  expect(fused).toHaveLength(plain.length);
  expect(fused).not.toEqual(plain);
  for (const [i, value] of fused.entries())
    expect(Math.abs(value - (plain[i] as number))).toBeLessThan(
      0.01 * Math.max(1, Math.abs(plain[i] as number)),
    );
  await button(page, 'Reset').click();
  await expect(resultOf(page, 'BP')).toContainText('–');
  expect(await train()).toEqual(fused);
});
