/** The optimized kernels of each backend. */
import { capacities } from '../core/cost/footprint';
import type { Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/backends';
import { fusingProblem } from './wasm/fusing';
import { wasmKernels } from './wasm/kernels';
import { webgpuKernels } from './webgpu/kernels';

/** @throws Error naming what WebAssembly here lacks */
async function fusedKernels(): Promise<Kernels> {
  const problem = fusingProblem();
  if (problem !== undefined)
    throw Object.assign(new Error(`WebAssembly here ${problem}`), { name: 'not-offered' });
  const { fusedBinary } = await import('./wasm/fusedBinary');
  return { ...wasmKernels(fusedBinary), capacity: capacities['wasm-fma'] };
}

/** Call once after the backend is ready; the result goes into `train`. @throws Error if the backend cannot run here */
export async function kernelsFor(backend: BackendId): Promise<Kernels> {
  if (backend === 'wasm') return { ...wasmKernels(), capacity: capacities.wasm };
  if (backend === 'wasm-fma') return fusedKernels();
  return backend === 'webgpu' ? webgpuKernels() : { capacity: capacities.cpu };
}
