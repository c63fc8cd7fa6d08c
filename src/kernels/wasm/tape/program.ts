/** A recorded step as wasm/program.ts reads it: calls of the module, and between them what only JavaScript can do. */
import type { Assembly } from '../assembly';
import type { Heap } from '../heap';
import type { StepNumbers, WasmMemory } from '../memory';

/**
 * The routines that a program can call, in the order of their codes in wasm/program.ts, and their arguments: `i` is an
 * integer or a byte address, `f` a float32, and `*` stands for seven factors and the flags, see `StepNumbers`.
 */
export const calls = {
  gemm: 'iiiiiiiiiiii',
  biasActivate: 'iiiii',
  pullBack: 'iiiiii',
  scaleRows: 'iiiiiiiii',
  columnSums: 'iiii',
  columnSumsInDouble: 'iiii',
  listColumns: 'iiiiiii',
  sparseProduct: 'iiiiifiii',
  sparseGradient: 'iiiifiii',
  learnFrom: 'iiiiii*',
  denseLearn: 'iiiiiiiii*i',
  sparseLearn: 'iiiifiiiiiii*',
  convolve: 'iiiiiiiiiiiiii',
  convolutionVjp: 'iiiiiiiiiiiiiiii',
  convolutionGradient: 'iiiiiiiiiiiiiii',
  pooled: 'iiiiii',
  unpooled: 'iiiiiiii',
  addScaled: 'iiifii',
  mark: 'i',
} as const satisfies Partial<Record<keyof Assembly, string>>;
export type Call = keyof typeof calls;
export const callIds = Object.keys(calls) as Call[];

/** Arguments that `*` stands for. */
const NUMBERS = 8;
const WORD = 4;
/** The flag that a call keeps; the others are the step's. See wasm/optimizers.ts. */
const GRADIENT = 1;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);
function bitsOf(value: number): number {
  float[0] = value;
  return bits[0] as number;
}

/** Numbers that a program reads at each repetition, and where it reads them. */
export interface Followed {
  readonly numbers: () => StepNumbers;
  /** Byte address. */
  readonly place: number;
}

/** A call's words. @param place of the numbers that `*` stands for */
export function encode(call: Call, args: readonly number[], place: number): number[] {
  const words: number[] = [callIds.indexOf(call)];
  let next = 0;
  for (const kind of calls[call]) {
    const value = args[next] as number;
    if (kind === '*') {
      next += NUMBERS;
      words.push((args[next - 1] as number) & GRADIENT, place);
      continue;
    }
    next += 1;
    words.push(kind === 'f' ? bitsOf(value) : value);
  }
  return words;
}

/** Words of a call. */
export const lengthOf = (call: Call): number =>
  1 + [...calls[call]].reduce((sum, kind) => sum + (kind === '*' ? 2 : 1), 0);

/** Words of calls in a row, or an act. */
export type Piece = number[] | (() => void);

export interface Program {
  readonly run: () => void;
  readonly dispose: () => void;
}

/** Bytes that one of `followed` takes. */
export const FOLLOWED = NUMBERS * WORD;

/** The current numbers, to where the program reads them. */
function refresh({ numbers, place }: Followed, { floats, wholes }: WasmMemory): void {
  const { factors, flags } = numbers();
  const to = floats(place, NUMBERS);
  for (let i = 0; i < NUMBERS - 1; i++) to[i] = factors[i] as number;
  wholes(place, NUMBERS)[NUMBERS - 1] = flags;
}

/** Writes a program to the heap. */
export function createProgram(
  pieces: readonly Piece[],
  followed: readonly Followed[],
  memory: WasmMemory,
  heap: Heap,
): Program {
  const { replay } = memory.assembly;
  for (const piece of pieces) if (typeof piece !== 'function') memory.arrange(piece);
  const words = pieces.reduce((sum, piece) => sum + (typeof piece === 'function' ? 0 : piece.length), 0);
  const start = heap.allocate(WORD * words);
  let end = start;
  const acts = pieces.map((piece) => {
    if (typeof piece === 'function') return piece;
    const from = end;
    memory.wholes(from, piece.length).set(piece);
    end += WORD * piece.length;
    const to = end;
    return () => replay(from, to);
  });
  return {
    run: () => {
      for (const one of followed) refresh(one, memory);
      for (const act of acts) act();
    },
    dispose: () => heap.free(start),
  };
}
