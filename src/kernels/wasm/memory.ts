/**
 * The project's wasm module, instantiated on the memory of TensorFlow.js's wasm backend: it reads and writes tensors
 * without copies. The module has no static data, and its workspace is allocated on the backend's heap.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend as presentBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { binary } from './binary';

/** Exports of wasm/: pointers are byte addresses of float32 arrays, sizes count elements. */
export interface Assembly {
  /** Sets the number of rows in a block of `gemm`: 4 or 5. */
  readonly takeRows: (rows: number) => void;
  readonly gemmWorkspace: (M: number, K: number) => number;
  readonly gemm: (
    M: number,
    N: number,
    K: number,
    A: number,
    rs: number,
    ks: number,
    B: number,
    bk: number,
    bj: number,
    C: number,
    ldc: number,
    workspace: number,
  ) => void;
  /** `rest`: the byte addresses of p, of g, and of p's two states, then the optimizer's factors and the flags. */
  readonly learnFrom: (kind: number, size: number, ...rest: readonly number[]) => void;
  readonly denseLearnWorkspace: (S: number, N: number) => number;
  /** `rest`: the byte addresses of W and of its two states, then the optimizer's factors, the flags and the workspace. */
  readonly denseLearn: (
    S: number,
    N: number,
    K: number,
    h: number,
    dz: number,
    kind: number,
    ...rest: readonly number[]
  ) => void;
  readonly standardise: (size: number, bytes: number, to: number, mean: number, scale: number) => void;
  readonly biasActivate: (M: number, N: number, Z: number, bias: number, kind: number) => void;
  readonly pullBack: (size: number, dh: number, h: number, dz: number, kind: number) => void;
  readonly scaleRows: (
    M: number,
    N: number,
    B: number,
    labels: number,
    scales: number,
    places: number,
    to: number,
  ) => void;
  readonly columnSums: (M: number, N: number, A: number, to: number) => void;
  readonly columnSumsInDouble: (M: number, N: number, A: number, to: number) => void;
  readonly countEntries: (size: number, bytes: number) => number;
  readonly listRows: (
    M: number,
    K: number,
    bytes: number,
    mean: number,
    scale: number,
    x0: number,
    starts: number,
    entries: number,
  ) => void;
  readonly listColumns: (
    M: number,
    K: number,
    N: number,
    starts: number,
    entries: number,
    columnStarts: number,
    to: number,
  ) => void;
  readonly sparseProduct: (
    M: number,
    N: number,
    K: number,
    starts: number,
    entries: number,
    x0: number,
    W: number,
    Z: number,
    panel: number,
  ) => void;
  readonly sparseGradient: (
    N: number,
    K: number,
    starts: number,
    entries: number,
    x0: number,
    dz: number,
    sums: number,
    to: number,
  ) => void;
  /** `rest`: the byte addresses of W and of its two states, then the optimizer's factors and the flags. */
  readonly sparseLearn: (
    N: number,
    K: number,
    starts: number,
    entries: number,
    x0: number,
    dz: number,
    sums: number,
    row: number,
    kind: number,
    ...rest: readonly number[]
  ) => void;
  /** Does the calls of a program from one byte address to another, see wasm/program.ts. */
  readonly replay: (from: number, end: number) => void;
}

/** The backend's internals that its typings omit. */
export interface Internals {
  readonly wasm: {
    readonly asm: Readonly<Record<string, unknown>>;
    _malloc: (bytes: number) => number;
    _free: (pointer: number) => void;
    readonly tfjs: { readonly disposeData: (id: number) => void };
  };
  readonly dataIdMap: {
    readonly get: (dataId: object) => { readonly memoryOffset: number; readonly id: number };
    readonly delete: (dataId: object) => void;
  };
}

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
  /** How many entries to make room for where there are `count` now, and never more than `most`. */
  readonly room: (count: number, most: number) => number;
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

/** Allocation on the backend's heap; places are byte addresses. */
export interface Heap {
  readonly allocate: (bytes: number) => number;
  readonly free: (place: number) => void;
}

/** Who takes over the allocations of tensors, while a step is recorded. */
export interface Taker {
  readonly allocate: (bytes: number) => number;
}
/** Who is told when a tensor's memory is freed. @returns whether it is his, and so stays */
export type Owner = (place: number) => boolean;

/**
 * Makes the heap usable up to 4 GiB. `_malloc` returns addresses beyond 2 GiB as negative numbers, and 0 if memory is
 * exhausted, which the backend would use as an address.
 */
function openWholeHeap(wasm: Internals['wasm'], owners: ReadonlySet<Owner>): Heap {
  // The first call replaces these with other functions.
  wasm._free(wasm._malloc(8));
  const { _malloc: allocate, _free: free } = wasm;
  const heap: Heap = {
    allocate: (bytes) => {
      const place = allocate(bytes) >>> 0;
      if (place === 0 && bytes > 0)
        throw new Error(
          'WebAssembly’s memory is full. Choose narrower or fewer hidden layers, smaller batches or no measures.',
        );
      return place;
    },
    free,
  };
  wasm._malloc = (bytes) => (recording?.taker ?? heap).allocate(bytes);
  wasm._free = (place) => {
    let owned = false;
    for (const owns of owners) owned = owns(place) || owned;
    if (!owned) free(place);
  };
  return heap;
}

/** Calls in a row that need less than half of the workspace, after which the rest is given back. */
const QUIET = 1000;
/** Addresses have 32 bits. */
const MOST = 2 ** 30 - 1;

/** At most an eighth more: lists of entries, whose lengths vary from batch to batch, seldom need another allocation. */
function rounded(elements: number): number {
  const step = Math.max(256, 1 << (28 - Math.clz32(elements)));
  return Math.max(elements, Math.min(MOST, Math.ceil(elements / step) * step));
}

/** See `WasmMemory.workspace`. The largest request decides the size, until there has been none like it for a while. */
export function createWorkspace(
  allocate: (bytes: number) => number,
  free: (place: number) => void,
): WasmMemory['workspace'] {
  let [place, size, quiet, most] = [0, 0, 0, 0];
  const resize = (elements: number): void => {
    if (place !== 0) free(place);
    [place, size, quiet, most] = [0, 0, 0, 0];
    const room = rounded(elements);
    place = allocate(4 * room);
    size = room;
  };
  return (elements) => {
    if (elements > size) resize(elements);
    else if (2 * elements > size) [quiet, most] = [0, 0];
    else {
      quiet += 1;
      most = Math.max(most, elements);
      if (quiet >= QUIET) resize(most);
    }
    return place;
  };
}

/** What recordings need besides. */
export interface Opened {
  readonly memory: WasmMemory;
  readonly heap: Heap;
  readonly owners: Set<Owner>;
}

function open(code: string): Opened {
  const { wasm, dataIdMap } = presentBackend() as BackendWasm as unknown as Internals;
  const memory = Object.values(wasm.asm).find((one) => one instanceof platform.Memory) as
    | { readonly buffer: ArrayBufferLike }
    | undefined;
  if (!memory) throw new Error('The wasm backend shows no memory.');
  const owners = new Set<Owner>();
  const heap = openWholeHeap(wasm, owners);
  const module = new platform.Module(bytesOf(code));
  const assembly = new platform.Instance(module, { env: { memory } }).exports as unknown as Assembly;
  if (isOld()) assembly.takeRows(4);
  return {
    heap,
    owners,
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
      room: (count) => count,
      follow: () => undefined,
    },
  };
}

let opened: Opened | undefined;
let openedCode: string | undefined;

/** What replaces the memory while a step is recorded. */
export interface Recording {
  readonly memory: WasmMemory;
  /** Undefined while a kernel of TensorFlow.js runs, whose own memory is its own matter. */
  readonly taker: Taker | undefined;
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

/** One instance per realm, as of the backend; call after the backend is ready. */
export const wasmMemory = (): WasmMemory => recording?.memory ?? (opened ?? openWasmMemory()).memory;
