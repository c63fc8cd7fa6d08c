/**
 * TensorFlow.js's plain wasm build on shared memory: its file is changed while it is loaded, in the one flag that makes a
 * memory shared. Its own threaded build fails once it is minified, and uses one thread on two cores.
 */
import { env } from '@tensorflow/tfjs-core';
import { withSharedMemory as changed } from './sharedMemory';

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

/**
 * A compiled module with shared memory, as `changed` makes it, which this engine accepts.
 * @throws Error which completes "memory cannot be shared: …"
 */
export function withSharedMemory(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = changed(bytes);
  const { WebAssembly: platform } = globalThis as unknown as { readonly WebAssembly: Platform };
  if (!platform.validate(own)) throw new Error('the changed file is not accepted here');
  return own;
}

/**
 * Makes TensorFlow.js take `file` in place of its own while `start` runs, if there is one. Its paths must be set with its
 * platform's fetch: `setWasmPaths(…, true)`.
 * @param file its SIMD build, which the project's kernels need in any case
 */
export async function startFrom(
  file: Uint8Array<ArrayBuffer> | undefined,
  start: () => Promise<unknown>,
): Promise<void> {
  const { platform } = env();
  if (file) Object.assign(platform, { fetch: async () => new Response(file) });
  try {
    await start();
  } finally {
    if (file) Reflect.deleteProperty(platform, 'fetch');
  }
}
