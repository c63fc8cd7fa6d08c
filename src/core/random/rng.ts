/**
 * Seeded random streams. Weights, feedback and batch order are drawn from separate streams, named by purpose, so that all
 * rules share weights and batches and an additional draw for one purpose never affects another. Generator: xoshiro128** (Blackman and Vigna 2018), seeded through splitmix32.
 */
import { cos, log } from './portable';

export interface Stream {
  /** Uniform in [0, 1), 32 bits. */
  readonly next: () => number;
  /** Uniform in [low, high). */
  readonly uniform: (low: number, high: number) => number;
  /** Standard normal (Box-Muller). */
  readonly normal: () => number;
  /** Uniform integer in 0 … n-1, without modulo bias. */
  readonly below: (n: number) => number;
  /** 0 … n-1 in random order (Fisher-Yates). */
  readonly permutation: (n: number) => Uint32Array;
}

const TWO_32 = 4294967296;

/** FNV-1a over the UTF-16 units of a text. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

function splitmix32(state: number): () => number {
  let s = state >>> 0;
  return () => {
    s = (s + 0x9e3779b9) >>> 0;
    let z = s;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

const rotl = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

function xoshiro(seed: () => number): () => number {
  // Numbers of more than 31 bits in a closure's variables would each be a new object; in a typed array they are not.
  const state = Int32Array.of(seed(), seed(), seed(), seed());
  return () => {
    const a = state[0] as number;
    const b = state[1] as number;
    const c = (state[2] as number) ^ a;
    const d = (state[3] as number) ^ b;
    state[0] = a ^ d;
    state[1] = b ^ c;
    state[2] = c ^ (b << 9);
    state[3] = rotl(d, 11);
    return Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
  };
}

/**
 * The stream of one purpose.
 * @param seed the experiment's seed, a whole number
 * @param names its purpose: `createStream(0, 'weights', 1)`
 */
export function createStream(seed: number, ...names: readonly (string | number)[]): Stream {
  const bits = xoshiro(splitmix32(hash([seed, ...names].join('/'))));
  const next = (): number => bits() / TWO_32;
  const below = (n: number): number => {
    const limit = TWO_32 - (TWO_32 % n);
    let x = bits();
    while (x >= limit) x = bits();
    return x % n;
  };
  return {
    next,
    below,
    uniform: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * log(1 - next())) * cos(2 * Math.PI * next()),
    permutation: (n) => {
      const order = Uint32Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = below(i + 1);
        const kept = order[i] as number;
        order[i] = order[j] as number;
        order[j] = kept;
      }
      return order;
    },
  };
}
