/** How many threads compute one run on this page. */
import type { BackendId } from '../../core/run/backends';

/** Whether threads can share memory here: the page is isolated from others, by headers of its server. */
export const canShare = (): boolean => globalThis.crossOriginIsolated === true;

/** Of as many as are wanted. @param backend that computes the run */
export const threadsOn = (backend: BackendId, wanted: number): number =>
  canShare() && (backend === 'wasm' || backend === 'wasm-fma') ? wanted : 1;
