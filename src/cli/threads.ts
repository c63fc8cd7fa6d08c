/** Helper threads in Node. */
import { Worker } from 'node:worker_threads';
import { FAILED, MEETINGS } from '../kernels/wasm/threads/control';
import type { Helper, HelperOrder } from '../kernels/wasm/threads/helpers';

/** Plain JavaScript, so that no loader need start in each thread: src/kernels/wasm/threads/serve.ts. */
const script = `
const { parentPort, workerData } = require('node:worker_threads');
const { module: code, memory, control, rank, rows } = workerData;
const { exports: own } = new WebAssembly.Instance(code, { env: { memory, mark() {} } });
own.takeRows(rows);
parentPort.postMessage('ready');
try {
  own.serve(control, rank);
} catch (error) {
  const words = new Int32Array(memory.buffer, control);
  Atomics.store(words, ${FAILED}, rank + 1);
  Atomics.notify(words, ${MEETINGS});
  throw error;
}
`;

/** Does not keep the process alive. */
export function startHelper(order: HelperOrder, ended: (reason: string) => void): Helper {
  // Options of this process, as its loader, are not for it.
  const worker = new Worker(script, { eval: true, workerData: order, execArgv: [] });
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread ended before it was ready.')));
  });
  let reason = 'it ended';
  worker.on('error', (error) => {
    reason = error.message;
  });
  worker.on('exit', () => ended(reason));
  ready.then(() => worker.unref()).catch(() => undefined);
  return { ready, end: () => void worker.terminate() };
}
