/**
 * numpy's `RandomState(seed).permutation(n)`, which scikit-learn's `train_test_split` used for the papers' splits.
 * Generator: MT19937 (Matsumoto and Nishimura 1998) seeded by `init_genrand`. Fisher-Yates shuffle from the end, with
 * integers by masked rejection, as in numpy's legacy generator.
 */

const N = 624;
const M = 397;

/** @returns a function that draws 32-bit integers */
export function mt19937(seed: number): () => number {
  const state = new Uint32Array(N);
  state[0] = seed;
  for (let i = 1; i < N; i++) {
    const before = state[i - 1] as number;
    state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
  }
  let index = N;
  const twist = (): void => {
    for (let i = 0; i < N; i++) {
      const y = ((state[i] as number) & 0x80000000) | ((state[(i + 1) % N] as number) & 0x7fffffff);
      state[i] = (state[(i + M) % N] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    index = 0;
  };
  return () => {
    if (index === N) twist();
    let y = state[index++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

/** 0 … n-1 in numpy's order. */
export function numpyPermutation(seed: number, n: number): Uint32Array {
  const next = mt19937(seed);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const mask = 2 ** (32 - Math.clz32(i)) - 1;
    let j = (next() & mask) >>> 0;
    while (j > i) j = (next() & mask) >>> 0;
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
  return order;
}

/** scikit-learn's `train_test_split(test_size=0.2, random_state=1)`: the first fifth, rounded up, is the test set. */
export function publishedSplit(n: number): { readonly train: Uint32Array; readonly test: Uint32Array } {
  const order = numpyPermutation(1, n);
  const tested = Math.ceil(0.2 * n);
  return { train: order.subarray(tested), test: order.subarray(0, tested) };
}
