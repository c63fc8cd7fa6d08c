/** TensorFlow.js's `trainOnBatch` as subjects: on which of its backends it trains beside one of ours. */
import type { BackendId } from '../../src/core/run/backends';
import type { Environment } from '../options';
import { hasConvolutions, type Shape } from '../shapes';

/** On the same backend as the rules. */
export const TFJS = 'tfjs-train-on-batch';
export const TFJS_CPU = 'tfjs-train-on-batch-cpu';
const TFJS_WEBGL = 'tfjs-train-on-batch-webgl';

/** Its wasm module has no fused multiply-add. */
export type TfjsBackend = Exclude<BackendId, 'wasm-fma'> | 'webgl';

export interface TfjsPeer {
  readonly subject: string;
  readonly backend: TfjsBackend;
  readonly trains: (shape: Pick<Shape, 'id'>) => boolean;
  /** Why it is not on the same backend. */
  readonly why?: string;
}

const hasNone = (shape: Pick<Shape, 'id'>): boolean => !hasConvolutions(shape);
const why = 'instead of wasm, where TensorFlow.js has no gradient of a convolution’s filters';

/** TensorFlow.js's wasm backend cannot train convolutions: its others do. Node has no WebGL. */
export function peersBeside(environment: Environment, backend: BackendId): readonly TfjsPeer[] {
  if (backend === 'webgpu' || backend === 'cpu') return [{ subject: TFJS, backend, trains: () => true }];
  const cpu = { subject: TFJS_CPU, backend: 'cpu', trains: hasConvolutions, why } as const;
  const webgl = { subject: TFJS_WEBGL, backend: 'webgl', trains: hasConvolutions, why } as const;
  const wasm = { subject: TFJS, backend: 'wasm', trains: hasNone } as const;
  return environment === 'chromium' ? [wasm, cpu, webgl] : [wasm, cpu];
}

/** "": on the same backend; " on cpu"; undefined: it is not TensorFlow.js's. */
export function peerText(subject: string): string | undefined {
  if (subject === TFJS) return '';
  return { [TFJS_CPU]: ' on cpu', [TFJS_WEBGL]: ' on webgl' }[subject];
}
