/** What a helper thread does, in a worker of the page; src/cli/threads.ts has the same for Node, as text. */
import { FAILED, MEETINGS } from './control';
import type { HelperOrder } from './helpers';

interface Helping {
  readonly takeRows: (rows: number) => void;
  readonly serve: (control: number, rank: number) => void;
}

/**
 * Serves until the leader goes on without this thread.
 * @param ready called before the first wait
 */
export function serve(order: HelperOrder, ready: () => void): void {
  const { control, rank, rows } = order;
  const memory = order.memory as WebAssembly.Memory;
  // Marks are the leader's.
  const mark = (): void => undefined;
  const instance = new WebAssembly.Instance(order.module as WebAssembly.Module, { env: { memory, mark } });
  const own = instance.exports as unknown as Helping;
  own.takeRows(rows);
  ready();
  try {
    own.serve(control, rank);
  } catch (error) {
    // The leader may be waiting: it looks at this, and gives up.
    const words = new Int32Array(memory.buffer, control);
    Atomics.store(words, FAILED, rank + 1);
    Atomics.notify(words, MEETINGS);
    throw error;
  }
}
