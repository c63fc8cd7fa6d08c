/** The faster single operations of each backend. */
import type { Kernels } from '../core/network';
import type { BackendId } from '../core/run';
import { registerWasmAdam, wasmAdamUpdate } from './wasmAdam';
import { registerWasmScaledRows, wasmScaledRows } from './wasmScaledRows';

const none: Kernels = {};

/** Call once after the backend is ready; the result goes into `train`. */
export function kernelsFor(backend: BackendId): Kernels {
  if (backend !== 'wasm') return none;
  registerWasmAdam();
  registerWasmScaledRows();
  return { update: { adam: wasmAdamUpdate }, scaledRows: wasmScaledRows };
}
