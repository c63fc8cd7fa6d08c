/**
 * The project's wasm module, instantiated on the memory of TensorFlow.js's wasm backend: it reads and writes tensors
 * without copies. The module has no static data, and its workspace is allocated on the backend's heap.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend as presentBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Assembly } from './assembly';
import { binary } from './binary';
import { createWorkspace, type Heap, type Internals, type Owner, openWholeHeap } from './heap';
import { withSharedMemory } from './threads/sharedMemory';

export interface WasmMemory {
  readonly assembly: Assembly;
  /** Byte address of a tensor's values, valid until it is disposed. */
  readonly pointer: (info: Pick<TensorInfo, 'dataId'>) => number;
  /** Byte address of a float32 buffer for this many elements, reserved for the caller until the next call. */
  readonly workspace: (elements: number) => number;
  /** Byte address of memory for a tensor, which frees it. */
  readonly allocate: (bytes: number) => number;
  /** A view of this many elements from a byte address; valid until the next allocation. */
  readonly floats: (place: number, elements: number) => Float32Array;
  readonly wholes: (place: number, elements: number) => Int32Array;
  readonly bytesAt: (place: number, count: number) => Uint8Array;
  /** Size of the whole heap, which never shrinks. */
  readonly heapBytes: () => number;
  /** Does what no routine of the module does, on byte addresses; a recorded step does it again. */
  readonly perform: (act: () => void) => void;
  /** Does what needs no numbers of the memory: a recorded step does it again without stopping for it. */
  readonly mark: (act: () => void) => void;
  /** How many entries to make room for where there are `count` now, and never more than `most`. */
  readonly room: (count: number, most: number) => number;
  /** Called with a program's calls, to say which of them several threads do; see threads/arrange.ts. */
  readonly arrange: (words: number[]) => void;
  /** Called before an optimizer's step with where its numbers come from: a recorded step asks for them again. */
  readonly follow: (numbers: () => StepNumbers) => void;
}

/** In the order of the optimizer's `factors`, padded with zeros, which the step ignores. */
export type StepFactors = readonly [number, number, number, number, number, number, number, number];
/** What changes from step to step in an optimizer's call. */
export interface StepNumbers {
  readonly factors: StepFactors;
  readonly flags: number;
}

/** The parts of the `WebAssembly` global that are used here: Node's typings omit it. */
interface Platform {
  readonly Memory: abstract new () => { readonly buffer: ArrayBufferLike };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}
const { WebAssembly: platform } = globalThis as unknown as { readonly WebAssembly: Platform };

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/**
 * V8 12.4 and older (Node 20 and 22) spill registers in the larger block, and take 1.5 times as long; 13.6 (Node 24) does not.
 * They are detected by their lack of `Promise.try`, which came between; both have the same features of WebAssembly.
 */
const isOld = (): boolean => !('try' in Promise);
/** Rows in a block of `gemm`, of all instances alike. */
export const rowsOfBlock = (): number => (isOld() ? 4 : 5);

const isSharedBuffer = (buffer: ArrayBufferLike): boolean =>
  typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;

/** The module's memory, and what a recording needs besides. */
export interface Opened {
  readonly memory: WasmMemory;
  /** Of which other threads make instances of their own, if the backend's memory is shared. */
  readonly parts: { readonly module: object; readonly memory: object; readonly isShared: boolean };
  readonly heap: Heap;
  readonly owners: Set<Owner>;
  readonly marks: Marks;
}

/** What programs do in JavaScript without stopping, by number. */
interface Marks {
  readonly add: (act: () => void) => number;
  readonly drop: (id: number) => void;
  readonly reached: (id: number) => void;
}

function createMarks(): Marks {
  const acts = new Map<number, () => void>();
  let next = 0;
  return {
    add: (act) => {
      next += 1;
      acts.set(next, act);
      return next;
    },
    drop: (id) => acts.delete(id),
    reached: (id) => acts.get(id)?.(),
  };
}

function open(code: string): Opened {
  const { wasm, dataIdMap } = presentBackend() as BackendWasm as unknown as Internals;
  const memory = Object.values(wasm.asm).find((one) => one instanceof platform.Memory) as
    | { readonly buffer: ArrayBufferLike }
    | undefined;
  if (!memory) throw new Error('The wasm backend shows no memory.');
  const owners = new Set<Owner>();
  const heap = openWholeHeap(wasm, () => recording?.allocate, owners);
  const isShared = isSharedBuffer(memory.buffer);
  const bytes = bytesOf(code);
  const module = new platform.Module(isShared ? withSharedMemory(bytes) : bytes);
  const marks = createMarks();
  const env = { memory, mark: marks.reached };
  const assembly = new platform.Instance(module, { env }).exports as unknown as Assembly;
  assembly.takeRows(rowsOfBlock());
  return {
    parts: { module, memory, isShared },
    heap,
    owners,
    marks,
    memory: {
      assembly,
      pointer: ({ dataId }) => dataIdMap.get(dataId).memoryOffset,
      workspace: createWorkspace(heap.allocate, heap.free),
      allocate: (bytes) => wasm._malloc(bytes),
      floats: (from, elements) => new Float32Array(memory.buffer, from, elements),
      wholes: (from, elements) => new Int32Array(memory.buffer, from, elements),
      bytesAt: (from, count) => new Uint8Array(memory.buffer, from, count),
      heapBytes: () => memory.buffer.byteLength,
      perform: (act) => act(),
      mark: (act) => act(),
      room: (count) => count,
      arrange: () => undefined,
      follow: () => undefined,
    },
  };
}

let opened: Opened | undefined;
let openedCode: string | undefined;

/** What replaces the memory while a step is recorded. */
export interface Recording {
  readonly memory: WasmMemory;
  /** Allocates tensors; undefined while a kernel of TensorFlow.js runs, whose own are not recorded. */
  readonly allocate: Heap['allocate'] | undefined;
}
let recording: Recording | undefined;
/** Starts and ends a recording: no two at a time. */
export function setRecording(next: Recording | undefined): void {
  recording = next;
}

/**
 * Instantiates the module. Call once per realm, after the backend is ready.
 * @param code in base64: by default without fused multiply-add
 * @throws Error if it was instantiated from other code
 */
export function openWasmMemory(code = binary): Opened {
  if (opened && openedCode !== code) throw new Error('One realm has one backend: start another worker.');
  opened ??= open(code);
  openedCode = code;
  return opened;
}

/** From now on the module's routines are called through `change`'s. */
export function changeMemory(change: (memory: WasmMemory) => WasmMemory): void {
  const { memory, ...rest } = openedMemory();
  opened = { ...rest, memory: change(memory) };
}

/** What was opened; if nothing was, the module without fused multiply-add. */
export const openedMemory = (): Opened => opened ?? openWasmMemory();

/** One instance per realm, as of the backend; call after the backend is ready. */
export const wasmMemory = (): WasmMemory => recording?.memory ?? openedMemory().memory;
