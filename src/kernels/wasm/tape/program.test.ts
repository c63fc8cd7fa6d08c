/** Each call of a program does what the same call from JavaScript does. */
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../../cli/backend';
import { createStream } from '../../../core/random/rng';
import { openWasmMemory, type StepNumbers } from '../memory';
import { type Call, callIds, createProgram, encode } from './program';

beforeAll(async () => {
  await startBackend('wasm');
});

/** Numbers in the memory that a case works on. */
const SIZE = 1 << 14;

/** Adam's for its first step, and a flag that only the step has. */
const numbers: StepNumbers = { factors: [0.9, 0.999, 0.1, 0.001, 1e-8, 0.01, 1, 0], flags: 2 };
const { factors, flags } = numbers;
const step = [...factors.slice(0, 7), flags];
const ADAM = 0;

/** Arguments by call. @param at the byte address of a number of the case's memory @param lists of sparse rows there */
type At = (index: number) => number;
const cases: Readonly<Record<Exclude<Call, 'mark'>, (at: At) => readonly number[]>> = {
  gemm: (at) => [6, 9, 5, at(0), 5, 1, at(100), 9, 1, at(200), 9, at(1000)],
  biasActivate: (at) => [6, 9, at(0), at(100), 1],
  pullBack: (at) => [3, 10, at(0), at(100), at(200), 1],
  scaleRows: (at) => [2, 9, 2, at(0), at(12_000), 4, at(100), at(12_002), at(200)],
  columnSums: (at) => [6, 9, at(0), at(200)],
  columnSumsInDouble: (at) => [6, 9, at(0), at(200)],
  listColumns: (at) => [2, 4, 9, at(12_008), at(12_012), at(13_000), at(13_010)],
  sparseProduct: (at) => [2, 9, 4, at(12_008), at(12_012), -0.25, at(0), at(200), at(1000)],
  sparseGradient: (at) => [9, 4, at(12_020), at(12_026), -0.25, at(0), at(100), at(200)],
  learnFrom: (at) => [ADAM, 30, at(0), at(100), at(200), at(300), ...step],
  denseLearn: (at) => [6, 9, 5, at(0), at(100), ADAM, at(200), at(300), at(400), ...step, at(1000)],
  sparseLearn: (at) => [
    ...[9, 4, at(12_020), at(12_026), -0.25, at(0), at(100), at(150)],
    ...[ADAM, at(200), at(300), at(400), ...step],
  ],
  convolve: (at) => [2, 3, 5, 6, 3, 1, 1, 4, at(0), at(200), at(400), at(500), 1, at(1000)],
  convolutionVjp: (at) => [
    ...[2, 3, 5, 6, 3, 2, 1, 4, at(0), at(200), 1, at(400), 4, 1],
    ...[at(600), at(1000)],
  ],
  convolutionGradient: (at) => [
    ...[2, 3, 5, 6, 3, 2, 1, 4, at(0), at(200), at(400), 1],
    ...[at(600), at(800), at(1000)],
  ],
  pooled: (at) => [3, 4, 9, 2, at(0), at(200)],
  unpooled: (at) => [3, 4, 9, 2, at(0), at(200), at(300), at(400)],
  addScaled: (at) => [3, 10, at(0), -1, at(100), at(200)],
};

/** All but marks, which compute nothing. */
const computing = callIds.filter((call) => call !== 'mark');
it.each(computing)('%s', (call) => {
  const { memory, heap } = openWasmMemory();
  const from = heap.allocate(4 * SIZE);
  const stream = createStream(5, call);
  const values = Float32Array.from({ length: SIZE }, () => Math.abs(stream.normal()));
  const whole = new Int32Array(values.buffer);
  // Labels and places.
  whole.set([1, 0, 3, 2], 12_000);
  // Two rows of four bytes: the second and the last of the first, the first of the other. A row takes 128 bytes.
  whole.set([0, 2, 3], 12_008);
  for (const [n, k] of [1, 3, 0].entries()) whole[12_012 + 2 * n] = k << 7;
  // The same by column, for rows of nine numbers.
  whole.set([0, 1, 2, 2, 3], 12_020);
  for (const [n, row] of [1, 0, 0].entries()) whole[12_026 + 2 * n] = row * 36;
  const start = (): void => memory.floats(from, SIZE).set(values);
  const bits = (): Int32Array => memory.wholes(from, SIZE).slice();
  const args = cases[call]((index) => from + 4 * index);

  start();
  (memory.assembly[call] as (...args: readonly number[]) => void)(...args);
  const expected = bits();
  expect(expected).not.toEqual(whole);

  const place = heap.allocate(32);
  start();
  const program = createProgram(
    [encode(call, args, place)],
    [{ numbers: () => numbers, place }],
    memory,
    heap,
  );
  program.run();
  expect(bits()).toEqual(expected);
  program.dispose();
  for (const one of [from, place]) heap.free(one);
});

it('marks are reached at their places, each time; a dropped one no more', () => {
  const { memory, heap, marks } = openWasmMemory();
  const from = heap.allocate(16);
  const seen: string[] = [];
  const note = (name: string) => marks.add(() => seen.push(`${name} ${memory.floats(from, 1)[0]}`));
  const [first, second] = [note('first'), note('second')];
  const add = encode('addScaled', [1, 1, from, 1, from + 4, from], 0);
  const program = createProgram(
    [[...encode('mark', [first], 0), ...add, ...encode('mark', [second], 0), ...add]],
    [],
    memory,
    heap,
  );
  memory.floats(from, 2).set([1, 2]);
  program.run();
  program.run();
  expect(seen).toEqual(['first 1', 'second 3', 'first 5', 'second 7']);
  marks.drop(second);
  program.run();
  expect(seen.slice(4)).toEqual(['first 9']);
  program.dispose();
  heap.free(from);
});
