/** The optimized kernels of each backend. */
import { capacities } from '../core/cost/footprint';
import type { Kernels } from '../core/kernels';
import type { BackendId } from '../core/run/backends';
import { fusingProblem } from './wasm/fusing';
import { wasmKernels } from './wasm/kernels';
import { openedMemory } from './wasm/memory';
import type { StartHelper } from './wasm/threads/helpers';
import { startTeam } from './wasm/threads/team';
import { webgpuKernels } from './webgpu/kernels';

/** @throws Error naming what WebAssembly here lacks */
async function fusedKernels(): Promise<Kernels> {
  const problem = fusingProblem();
  if (problem !== undefined)
    throw Object.assign(new Error(`WebAssembly here ${problem}`), { name: 'not-offered' });
  const { fusedBinary } = await import('./wasm/fusedBinary');
  return { ...wasmKernels(fusedBinary), capacity: capacities['wasm-fma'] };
}

/** Threads that compute a run together, and what starts one. */
export interface Threads {
  readonly count: number;
  readonly start: StartHelper;
}

/**
 * Call once after the backend is ready; the result goes into `train`.
 * @param threads on the wasm backends, where their memory is shared; elsewhere it has no effect
 * @throws Error if the backend cannot run here
 */
export async function kernelsFor(backend: BackendId, threads?: Threads): Promise<Kernels> {
  const kernels = await ownKernels(backend);
  const onWasm = backend === 'wasm' || backend === 'wasm-fma';
  if (threads && threads.count > 1 && onWasm && openedMemory().parts.isShared)
    await startTeam(threads.count, threads.start);
  return kernels;
}

async function ownKernels(backend: BackendId): Promise<Kernels> {
  if (backend === 'wasm') return { ...wasmKernels(), capacity: capacities.wasm };
  if (backend === 'wasm-fma') return fusedKernels();
  return backend === 'webgpu' ? webgpuKernels() : { capacity: capacities.cpu };
}
