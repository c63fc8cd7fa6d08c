/** What the browser says of the computer. */

const GIB = 2 ** 30;
/** Where it says nothing. */
const USUAL = 8 * GIB;

/** Bytes of memory, as far as it is told: rounded, and for the largest computers less than they have. */
export function machineBytes(): number {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? USUAL : deviceMemory * GIB;
}

/** Cores that compute at once; some browsers do not tell. */
export const cores = (): number => globalThis.navigator?.hardwareConcurrency ?? 2;

/** What Chrome gives one tab on Windows; others give about as much. */
const TAB = 16 * GIB;
/** From here on browsers no longer tell how much there is. */
const TOLD = 8 * GIB;

/** Bytes for the networks of all workers together, and how many of them train at once where there are several seeds. */
export function bytesForAll(): { readonly bytes: number; readonly name: string; readonly atOnce: number } {
  const machine = machineBytes();
  const bound =
    machine < TOLD ? { bytes: machine, name: 'this computer' } : { bytes: TAB, name: 'a browser tab' };
  return { ...bound, atOnce: cores() };
}
