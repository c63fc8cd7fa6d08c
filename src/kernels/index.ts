/** The faster forms of a dense step for each backend. */
import { capacities } from '../core/footprint';
import type { Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/spec';
import { wasmKernels } from './wasmKernels';
import { webgpuKernels } from './webgpuKernels';

/** Call once after the backend is ready; the result goes into `train`. */
export function kernelsFor(backend: BackendId): Kernels {
  if (backend === 'wasm') return { ...wasmKernels(), capacity: capacities.wasm };
  return backend === 'webgpu' ? webgpuKernels() : { capacity: capacities.cpu };
}
