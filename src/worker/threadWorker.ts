/** A helper thread of one run's worker: see kernels/wasm/threads/team.ts. Its one message is its order. */
import type { HelperOrder } from '../kernels/wasm/threads/helpers';
import { serve } from '../kernels/wasm/threads/serve';

globalThis.addEventListener('message', ({ data }: MessageEvent<HelperOrder>) =>
  serve(data, () => globalThis.postMessage('ready')),
);
