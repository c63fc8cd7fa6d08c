/** What the browser says of the computer. */

const GIB = 2 ** 30;
/** Where it says nothing. */
const USUAL = 8 * GIB;

/** Bytes of memory, as far as it is told: rounded, and for the largest computers less than they have. */
export function machineBytes(): number {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? USUAL : deviceMemory * GIB;
}
