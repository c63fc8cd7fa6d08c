/** Starts helper threads in the page: workers of a run's worker, which end with it. */
import type { Helper, HelperOrder } from '../kernels/wasm/threads/helpers';

export function startHelper(order: HelperOrder, ended: (reason: string) => void): Helper {
  const worker = new Worker(new URL('./threadWorker.ts', import.meta.url), { type: 'module' });
  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener('message', () => resolve());
    worker.addEventListener('error', ({ message }) => {
      const reason = message || 'its script did not load';
      reject(new Error(reason));
      ended(reason);
    });
  });
  worker.postMessage(order);
  return { ready, end: () => worker.terminate() };
}
