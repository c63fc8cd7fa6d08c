/** The optimized kernels of each backend. */
import { capacities } from '../core/cost/footprint';
import type { Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/backends';
import { wasmKernels } from './wasm/kernels';
import { webgpuKernels } from './webgpu/kernels';

/** Call once after the backend is ready; the result goes into `train`. */
export function kernelsFor(backend: BackendId): Kernels {
  if (backend === 'wasm') return { ...wasmKernels(), capacity: capacities.wasm };
  return backend === 'webgpu' ? webgpuKernels() : { capacity: capacities.cpu };
}
