// Threads that wait for each other only where the program says so give what one thread gives, in any order of their shares.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../cli/backend';
import { type DenseLayer, layerCalls, layersOf } from '../../../core/cost/calls';
import { type Since, SMALL, sharingOf } from '../../../core/cost/sharing';
import { createStream, type Stream } from '../../../core/random/rng';
import { openWasmMemory } from '../memory';
import { type Call, callIds, encode, lengthOf } from '../tape/program';
import { type Arranging, arrange, MEETS, OWN, SHARED } from './arrange';
import { effects } from './effects';

beforeAll(async () => {
  await startBackend('wasm');
});

const WORD = 4;
/** Numbers of the memory that programs work on, of which the first are results, the others workspace. */
const [SIZE, RESULTS] = [6000, 4000] as const;
/** Numbers of the optimizer's step, and of a thread's workspace. */
const [STEP, WORKSPACE] = [8, 2000] as const;
const [TANH, MOMENTUM] = [1, 2] as const;

type Program = readonly (readonly [Call, readonly number[]])[];

/** A piece's words. @param place byte address of the optimizer's numbers */
const wordsOf = (program: Program, place: number): number[] =>
  program.flatMap(([call, args]) => encode(call, args, place));

interface Arranged {
  readonly call: Call;
  readonly meets: boolean;
  readonly shared: boolean;
  readonly own: boolean;
}

function callsIn(words: readonly number[]): readonly (Arranged & { readonly at: number })[] {
  const found: (Arranged & { readonly at: number })[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] as number;
    const call = callIds[word & 255] as Call;
    found.push({
      ...{ call, at, meets: (word & MEETS) !== 0 },
      ...{ shared: (word & SHARED) !== 0, own: (word & OWN) !== 0 },
    });
    at += lengthOf(call);
  }
  return found;
}

function arranged(program: Program, how: Arranging): readonly Arranged[] {
  const words = wordsOf(program, 0);
  arrange(words, how);
  return callsIn(words).map(({ at: _, ...call }) => call);
}

const stream = createStream(1, 'arranged numbers');
const values = Float32Array.from({ length: SIZE }, () => stream.uniform(-1, 1));

/** Memory of the module: where programs, their numbers, and threads' workspaces lie. */
function openPlace(threads: number) {
  const { memory, heap } = openWasmMemory();
  const from = heap.allocate(WORD * SIZE);
  const numbers = heap.allocate(WORD * STEP);
  const program = heap.allocate(WORD * 1000);
  const own = Array.from({ length: threads }, () => heap.allocate(WORD * WORKSPACE));
  memory.floats(numbers, 7).set([0.01, 0.9]);
  memory.wholes(numbers, STEP)[7] = 0;
  return {
    ...{ from, numbers, program, own, assembly: memory.assembly },
    bits: () => Buffer.from(memory.wholes(from, RESULTS).slice().buffer),
    fill: () => memory.floats(from, SIZE).set(values),
    load: (words: readonly number[]) => memory.wholes(program, words.length).set(words),
    free: () => {
      for (const place of [from, numbers, program, ...own]) heap.free(place);
    },
  };
}
type Place = ReturnType<typeof openPlace>;

/** Each thread goes on until the next meeting; who is next is drawn. */
function interleave(place: Place, words: readonly number[], threads: number, stream: Stream): void {
  const { assembly, program, own } = place;
  const calls = callsIn(words);
  const next = Array<number>(threads).fill(0);
  const free = Array<boolean>(threads).fill(false);
  for (;;) {
    const able = next.flatMap((at, r) => {
      const call = calls[at];
      return call && (!call.meets || free[r]) ? [r] : [];
    });
    const r = able[stream.below(able.length)];
    if (r === undefined) {
      if (next.every((at) => at === calls.length)) return;
      // All wait, at the same call.
      expect(new Set(next).size).toBe(1);
      free.fill(true);
      continue;
    }
    const { at, shared } = calls[next[r] as number] as (typeof calls)[number];
    if (shared) assembly.share(program + WORD * at, r, threads, own[r] as number);
    else if (r === 0) assembly.share(program + WORD * at, 0, 1, 0);
    next[r] = (next[r] as number) + 1;
    free[r] = false;
  }
}

/** Operations of one element each: what they write may lie where they read. */
const elementwise: ReadonlySet<Call> = new Set(['pullBack', 'addScaled']);

/** Whether a call reads none of what it writes, but for the same elements: nothing that threads share does otherwise. */
function isSound(call: Call, args: readonly number[]): boolean {
  const [, ...words] = encode(call, args, 0);
  const { spans } = effects[call](words);
  return spans.every((a, i) =>
    spans.every((b, k) => {
      const apart = a.from >= b.from + b.bytes || b.from >= a.from + a.bytes;
      return i === k || apart || !(a.writes || b.writes) || (elementwise.has(call) && a.from === b.from);
    }),
  );
}

/** Matrices that programs work on lie in a few places, some of which overlap. */
function drawCall(stream: Stream, from: number): readonly [Call, readonly number[]] {
  const drawn = <T>(all: readonly T[]): T => all[stream.below(all.length)] as T;
  const number = (index: number): number => from + WORD * index;
  const place = (): number => number(drawn([0, 8, 300, 600, 800, 1200, 1600, 2000, 2400, 2404, 3000, 3400]));
  const scratch = number(drawn([RESULTS, RESULTS + 100]));
  const [M, N, K] = [1 + stream.below(6), drawn([9, 32, 48, 50, 50, 50]), drawn([3, 6, 9])];
  const [kind, ...step] = [MOMENTUM, ...Array<number>(STEP).fill(0)] as const;
  const strides = drawn([
    [N, 1],
    [1, K],
  ]);
  const makers: Partial<Record<Call, readonly number[]>> = {
    gemm: [M, N, K, place(), K, 1, place(), ...strides, place(), N, scratch],
    biasActivate: [M, N, place(), place(), TANH],
    pullBack: [M, N, place(), place(), place(), TANH],
    addScaled: [M, N, place(), -1, place(), place()],
    columnSums: [M, N, place(), place()],
    columnSumsInDouble: [M, N, place(), place()],
    learnFrom: [kind, N, place(), place(), place(), 0, ...step],
    denseLearn: [M, N, K, place(), place(), kind, place(), place(), 0, ...step, scratch],
  };
  const call = drawn(Object.keys(makers) as Call[]);
  const args = makers[call] as readonly number[];
  return isSound(call, args) ? [call, args] : drawCall(stream, from);
}

const drawProgram = (stream: Stream, from: number): Program =>
  Array.from({ length: 2 + stream.below(7) }, () => drawCall(stream, from));

describe.each([2, 3])('%i threads, shares in an order drawn from a seed', (threads) => {
  it.each([0, 20, 60])('give the bits of one, if calls from %i multiply-adds are shared', (least) => {
    const counts = { calls: 0, shared: 0, own: 0, meets: 0 };
    const place = openPlace(threads);
    for (let seed = 0; seed < 500; seed++) {
      const stream = createStream(seed, 'arranged', threads, least);
      const words = wordsOf(drawProgram(stream, place.from), place.numbers);
      place.fill();
      place.load(words);
      place.assembly.replay(place.program, place.program + WORD * words.length);
      const expected = place.bits();
      arrange(words, { threads, least });
      place.load(words);
      for (let order = 0; order < 4; order++) {
        place.fill();
        interleave(place, words, threads, stream);
        expect(place.bits().equals(expected), `seed ${seed}`).toBe(true);
      }
      const calls = callsIn(words);
      counts.calls += calls.length;
      for (const flag of ['shared', 'own', 'meets'] as const)
        counts[flag] += calls.filter((call) => call[flag]).length;
    }
    place.free();
    // Programs in which there is something to wait for, and something that need not wait.
    expect(counts.own).toBeGreaterThan(counts.calls / 4);
    expect(counts.meets).toBeGreaterThan(counts.calls / 10);
    expect(counts.meets).toBeLessThan(0.9 * counts.calls);
  });
});

describe('an F³ layer', () => {
  const [S, N, C] = [50, 500, 10];
  const size = 4 * S * N;
  const [h0, h1, h2, W1, W2, b, B, dh, dz] = Array.from({ length: 9 }, (_, i) => (i + 1) * 4 * N * N) as [
    ...[number, number, number, number, number, number, number, number, number],
  ];
  const [sums, labels, errors, places, scratch] = [dz + size, 100, 200, 300, 400];
  const step = Array<number>(STEP).fill(0);
  /** Layer i from h_{i−1}; weights, optimizer state and biases lie where they do not matter. */
  const layer = (below: number, W: number, h: number, units = N): Program => [
    ['gemm', [S, units, N, below, N, 1, W, units, 1, h, units, scratch]],
    ['biasActivate', [S, units, h, b, TANH]],
    ['scaleRows', [S, units, C, B, labels, 60_000, errors, places, dh]],
    ['pullBack', [S, units, dh, h, dz, TANH]],
    ['denseLearn', [S, units, N, below, dz, MOMENTUM, W, 0, 0, ...step, scratch]],
    ['columnSumsInDouble', [S, units, dz, sums]],
    ['learnFrom', [MOMENTUM, units, b, sums, 0, 0, ...step]],
  ];
  const least = 2 ** 17;

  it('is done by each thread for its columns; all meet once, before the next layer reads all of h', () => {
    const found = arranged([...layer(h0, W1, h1), ...layer(h1, W2, h2)], { threads: 2, least });
    expect(found.map(({ meets }) => meets)).toEqual(Array.from({ length: 14 }, (_, i) => i === 7));
    expect(found.every(({ shared, own }) => shared && own)).toBe(true);
  });

  it('of another width has other columns, after the same meeting', () => {
    const found = arranged([...layer(h0, W1, h1), ...layer(h1, W2, h2, 300)], { threads: 2, least });
    const last = found.slice(7);
    expect(last.map(({ meets }) => meets)).toEqual([true, false, false, false, false, false, false]);
    const narrow = arranged([...layer(h0, W1, h1), ...layer(h1, W2, h2, 10)], { threads: 2, least });
    // The leader's but for the product and W: too small to be worth a meeting.
    expect(narrow.slice(7).map(({ shared }) => shared)).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('that is small is the leader’s, without meetings', () => {
    const found = arranged(layer(h0, W1, h1), { threads: 2, least: 2 ** 30 });
    expect(found.some(({ meets, shared }) => meets || shared)).toBe(false);
  });

  it('is done with before the leader’s workspace overwrites its dz', () => {
    const learn = [
      'denseLearn',
      [S, N, N, h0, scratch, MOMENTUM, W1, 0, 0, ...step, scratch + size],
    ] as const;
    const product = ['gemm', [5, 10, 20, h1, 20, 1, W2, 10, 1, h2, 10, scratch]] as const;
    const found = arranged([learn, product], { threads: 2, least });
    expect(found.map(({ meets, shared }) => ({ meets, shared }))).toEqual([
      { meets: false, shared: true },
      { meets: true, shared: false },
    ]);
  });
});

describe('the cost model', () => {
  /** Calls of a network’s piece up to y, as F³ records them; addresses do not overlap. */
  function recorded(layers: readonly DenseLayer[]): Program {
    let next = 4;
    const place = (numbers: number): number => {
      const from = next;
      next += WORD * numbers;
      return from;
    };
    const step = Array<number>(STEP).fill(0);
    let h = place(1e6);
    return layers.flatMap(({ batch: S, below: K, units: N, isLast }): Program => {
      const [x, W, b, dh, dz, sums] = [h, place(K * N), place(N), place(S * N), place(S * N), place(N)];
      h = place(S * N);
      const forward: Program = [
        ['gemm', [S, N, K, x, K, 1, W, N, 1, h, N, place(1e6)]],
        ['biasActivate', [S, N, h, b, TANH]],
      ];
      const learning: Program = [
        ['scaleRows', [S, N, 10, place(10 * N), place(S), 9, place(9), place(S), dh]],
        ['pullBack', [S, N, dh, h, dz, TANH]],
        ['denseLearn', [S, N, K, x, dz, MOMENTUM, W, 0, 0, ...step, place(1e6)]],
        ['columnSumsInDouble', [S, N, dz, sums]],
        ['learnFrom', [MOMENTUM, N, b, sums, 0, 0, ...step]],
      ];
      return isLast ? forward : [...forward, ...learning];
    });
  }

  it.each([
    [[500, 500, 500], 2],
    [[500, 300, 64, 1024, 1024], 2],
    [[500, 300, 64, 1024, 1024], 4],
    [[64, 500, 500], 3],
    [[64, 64, 64, 64], 2],
  ])('%j by %i threads: shares and meets as here', (hidden, threads) => {
    const net = { rule: 'f3-error', inputs: 784, outputs: 10, batchSize: 50, listed: undefined } as const;
    const layers = layersOf(net, hidden);
    const program = recorded(layers);
    const works = layers.flatMap((layer) => layerCalls(layer).inside.map(({ work }) => work));
    expect(program.map(([call, args]) => effects[call](encode(call, args, 0).slice(1)).work)).toEqual(works);
    const found = arranged(program, { threads, least: SMALL });
    let since: Since = 'nothing';
    const expected = layers.flatMap((layer) =>
      layerCalls(layer).inside.map((call) => {
        const sharing = sharingOf(call, since, threads);
        since = sharing.since;
        return { meets: sharing.meets, shared: sharing.shared };
      }),
    );
    expect(found.map(({ meets, shared }) => ({ meets, shared }))).toEqual(expected);
    expect(found.some(({ shared }) => shared)).toBe(true);
  });

  it('counts lists as here', () => {
    const net = { rule: 'f3-error', inputs: 784, outputs: 10, batchSize: 50, listed: 0.2 } as const;
    const [first] = layersOf(net, [500]);
    const calls = layerCalls(first as DenseLayer).inside.filter(({ entries }) => entries > 0);
    const effect = (call: Call, args: readonly number[]): number => effects[call](args).work;
    expect(calls.map(({ work }) => work)).toEqual([
      effect('sparseProduct', [50, 500, 784]),
      effect('sparseLearn', [500, 784]),
    ]);
  });
});
