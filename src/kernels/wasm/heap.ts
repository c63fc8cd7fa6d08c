/** Allocation on the heap of TensorFlow.js's wasm backend. Places are byte addresses. */

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

export interface Heap {
  readonly allocate: (bytes: number) => number;
  readonly free: (place: number) => void;
}

/** Is told that a tensor's memory is freed. @returns true to keep it */
export type Owner = (place: number) => boolean;

/**
 * Makes the heap usable up to 4 GiB. `_malloc` returns addresses beyond 2 GiB as negative numbers, and 0 if memory is
 * exhausted, which the backend would use as an address.
 * @param taker allocates tensors instead, where it is given
 * @param owners are told of each tensor's end, and may keep its memory
 */
export function openWholeHeap(
  wasm: Internals['wasm'],
  taker: () => Heap['allocate'] | undefined,
  owners: ReadonlySet<Owner>,
): Heap {
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
  wasm._malloc = (bytes) => (taker() ?? heap.allocate)(bytes);
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

/** See `WasmMemory.workspace`: the largest request decides the size, until there has been none like it for a while. */
export function createWorkspace(
  allocate: (bytes: number) => number,
  free: (place: number) => void,
): (elements: number) => number {
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
