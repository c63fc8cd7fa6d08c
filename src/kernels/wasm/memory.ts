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
}

/** The backend's internals that its typings omit. */
interface Internals {
  readonly wasm: {
    readonly asm: Readonly<Record<string, unknown>>;
    _malloc: (bytes: number) => number;
    readonly _free: (pointer: number) => void;
  };
  readonly dataIdMap: { readonly get: (dataId: object) => { readonly memoryOffset: number } };
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
  readonly bytesAt: (place: number, count: number) => Uint8Array;
  /** Size of the whole heap, which never shrinks. */
  readonly heapBytes: () => number;
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

/**
 * Makes the heap usable up to 4 GiB. `_malloc` returns addresses beyond 2 GiB as negative numbers, and 0 if memory is
 * exhausted, which the backend would use as an address.
 */
function openWholeHeap(wasm: Internals['wasm']): void {
  // The first call of `_malloc` replaces it with another function.
  wasm._free(wasm._malloc(8));
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    const place = allocate(bytes) >>> 0;
    if (place === 0 && bytes > 0)
      throw new Error(
        'WebAssembly’s memory is full. Choose narrower or fewer hidden layers, smaller batches or no measures.',
      );
    return place;
  };
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

function open(code: string): WasmMemory {
  const { wasm, dataIdMap } = presentBackend() as BackendWasm as unknown as Internals;
  const memory = Object.values(wasm.asm).find((one) => one instanceof platform.Memory) as
    | { readonly buffer: ArrayBufferLike }
    | undefined;
  if (!memory) throw new Error('The wasm backend shows no memory.');
  openWholeHeap(wasm);
  const module = new platform.Module(bytesOf(code));
  const assembly = new platform.Instance(module, { env: { memory } }).exports as unknown as Assembly;
  if (isOld()) assembly.takeRows(4);
  return {
    assembly,
    pointer: ({ dataId }) => dataIdMap.get(dataId).memoryOffset,
    workspace: createWorkspace(wasm._malloc, wasm._free),
    allocate: (bytes) => wasm._malloc(bytes),
    floats: (from, elements) => new Float32Array(memory.buffer, from, elements),
    heapBytes: () => memory.buffer.byteLength,
    bytesAt: (from, count) => new Uint8Array(memory.buffer, from, count),
  };
}

let opened: WasmMemory | undefined;
let openedCode: string | undefined;

/**
 * Instantiates the module. Call once per realm, after the backend is ready.
 * @param code in base64: by default without fused multiply-add
 * @throws Error if it was instantiated from other code
 */
export function openWasmMemory(code = binary): void {
  if (opened && openedCode !== code) throw new Error('One realm has one backend: start another worker.');
  opened ??= open(code);
  openedCode = code;
}

/** One instance per realm, as of the backend; call after the backend is ready. */
export function wasmMemory(): WasmMemory {
  if (!opened) openWasmMemory();
  return opened as WasmMemory;
}
