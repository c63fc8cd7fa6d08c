/**
 * The project's own wasm module on the memory of TensorFlow.js's wasm backend: it reads and writes tensors where
 * they lie. The memory is the backend's: the module has no static data, and takes its workspace from there.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend as presentBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { binary } from './binary';

/** An optimizer's, in place; after the gradient g come the addresses of its state, then its factors. */
type Step = (size: number, p: number, g: number, ...rest: readonly number[]) => void;

/** What wasm/kernels.ts exports: pointers are addresses of float32 arrays, counts are numbers of elements. */
export interface Assembly {
  /** Of a product's block: 4 or 5. */
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
  readonly sgd: Step;
  readonly momentum: Step;
  readonly nesterov: Step;
  readonly rmsprop: Step;
  readonly adam: Step;
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
}

/** Of the backend's internals, what its typings leave out. */
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
  /** Address of a tensor's values; good until it is disposed. */
  readonly pointer: (info: Pick<TensorInfo, 'dataId'>) => number;
  /** Address of so many elements that nobody else uses until the next call. */
  readonly workspace: (elements: number) => number;
  /** So many elements from an address on; good until something is allocated. */
  readonly floats: (place: number, elements: number) => Float32Array;
  readonly bytesAt: (place: number, count: number) => Uint8Array;
}

/** What is used of the platform's WebAssembly: Node's typings do not have it. */
interface Platform {
  readonly Memory: abstract new () => { readonly buffer: ArrayBufferLike };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly validate: (bytes: Uint8Array) => boolean;
}
const { WebAssembly: platform } = globalThis as unknown as { readonly WebAssembly: Platform };

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** A function that uses relaxed SIMD: i8x16.relaxed_swizzle of two splats. */
const relaxed = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0],
  ...[65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11],
);

/**
 * V8 before 11.4 (Node 20, Chrome 113) lets values of the larger block spill, and takes 1.7 times as long. What it
 * does not know yet tells its age.
 */
const isOld = (): boolean => !platform.validate(relaxed);

/**
 * The heap grows to 4 GiB. An address beyond 2 GiB comes as a negative number, and 0 says that nothing is left, which
 * the backend would take for an address.
 */
function openWholeHeap(wasm: Internals['wasm']): void {
  // Its first call puts another function in its own place.
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

/** Elements from which a workspace has no room to spare: 64 MiB. */
const SPARING = 2 ** 24;

function open(): WasmMemory {
  const { wasm, dataIdMap } = presentBackend() as BackendWasm as unknown as Internals;
  const memory = Object.values(wasm.asm).find((one) => one instanceof platform.Memory) as
    | { readonly buffer: ArrayBufferLike }
    | undefined;
  if (!memory) throw new Error('The wasm backend shows no memory.');
  openWholeHeap(wasm);
  const module = new platform.Module(bytesOf(binary));
  const assembly = new platform.Instance(module, { env: { memory } }).exports as unknown as Assembly;
  if (isOld()) assembly.takeRows(4);
  let [place, size] = [0, 0];
  return {
    assembly,
    pointer: ({ dataId }) => dataIdMap.get(dataId).memoryOffset,
    workspace: (elements) => {
      if (elements > size) {
        if (place !== 0) wasm._free(place);
        [place, size] = [0, 0];
        // Twice what is asked for: a network's layers come one after the other, each a little larger.
        const room = elements < SPARING ? 2 * elements : elements;
        place = wasm._malloc(4 * room);
        size = room;
      }
      return place;
    },
    floats: (from, elements) => new Float32Array(memory.buffer, from, elements),
    bytesAt: (from, count) => new Uint8Array(memory.buffer, from, count),
  };
}

let opened: WasmMemory | undefined;

/** One per realm, as the backend; call when it is ready. */
export function wasmMemory(): WasmMemory {
  opened ??= open();
  return opened;
}
