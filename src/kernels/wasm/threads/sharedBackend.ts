/**
 * TensorFlow.js's plain wasm build on shared memory: its file is changed while it is loaded, in the one flag that makes a
 * memory shared. Its own threaded build fails once it is minified, and uses one thread on two cores.
 */
import { env } from '@tensorflow/tfjs-core';
import { withSharedMemory } from './sharedMemory';

/** The parts of the `WebAssembly` global that are used here: Node's typings omit it. */
interface Platform {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => object;
  readonly validate: (bytes: Uint8Array) => boolean;
}

/** Why memory cannot be shared here; undefined if it can. */
export function sharingProblem(): string | undefined {
  if (typeof SharedArrayBuffer === 'undefined') return 'this page is not isolated from others';
  const { WebAssembly: platform } = globalThis as unknown as { readonly WebAssembly: Platform };
  try {
    new platform.Memory({ initial: 1, maximum: 65_536, shared: true });
    return undefined;
  } catch (error) {
    return `there is no room for it (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** @throws Error which completes "memory cannot be shared: …" */
function changed(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = withSharedMemory(bytes);
  const { WebAssembly: platform } = globalThis as unknown as { readonly WebAssembly: Platform };
  if (!platform.validate(own)) throw new Error('this browser does not accept the changed file');
  return own;
}

/**
 * Makes TensorFlow.js take `bytes` for its file, with shared memory, while `start` runs. Paths must be set with its platform's
 * fetch: `setWasmPaths(…, true)`.
 * @param bytes of its SIMD build, which the project's kernels need in any case
 */
export async function startShared(bytes: Uint8Array, start: () => Promise<unknown>): Promise<void> {
  const own = changed(bytes);
  const { platform } = env();
  Object.assign(platform, { fetch: async () => new Response(own) });
  try {
    await start();
  } finally {
    Reflect.deleteProperty(platform, 'fetch');
  }
}
