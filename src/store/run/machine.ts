/** What the browser reports about the computer. */
import type { Machine } from '../../experiment/size';

const GIB = 2 ** 30;
/** Assumed where the browser does not report it. */
const DEFAULT_MEMORY = 8 * GIB;

/** Bytes of memory as reported: rounded, and capped on large computers. */
export function machineBytes(): number {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory === undefined ? DEFAULT_MEMORY : deviceMemory * GIB;
}

/** Logical cores; some browsers do not report them. */
export const cores = (): number => globalThis.navigator?.hardwareConcurrency ?? 2;

/** Runs that train at once where there are more: as many as have a core for each thread. */
export const runsAtOnce = (threads: number): number => Math.max(1, Math.floor(cores() / threads));

/** Chrome's memory limit for one tab on Windows; others have a similar one. */
const TAB_LIMIT = 16 * GIB;
/** The largest memory that browsers report. */
const MAX_REPORTED = 8 * GIB;

/** Whether workers can share memory. */
const isIsolated = (): boolean => globalThis.crossOriginIsolated ?? true;

/** Bytes available to all workers' networks, and how many train at once when there are several seeds. */
export function bytesForAll(): Required<Pick<Machine, 'bytes' | 'name' | 'atOnce' | 'isolated'>> {
  const machine = machineBytes();
  const bound =
    machine < MAX_REPORTED
      ? { bytes: machine, name: 'this computer' }
      : { bytes: TAB_LIMIT, name: 'a browser tab' };
  return { ...bound, atOnce: cores(), isolated: isIsolated() };
}
