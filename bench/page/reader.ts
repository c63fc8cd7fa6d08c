/** MNIST's files from the bench's server. */
import type { LoadContext } from '../../src/data/spec';

/** @param address of their folder */
export const reader =
  (address: string): LoadContext['read'] =>
  async (name) => {
    const response = await fetch(`${address}${name}`);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  };
