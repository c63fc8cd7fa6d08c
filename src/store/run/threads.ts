/** How many threads compute one run on this page, and what to say of their number. */
import { count } from '../../core/format';
import type { BackendId } from '../../core/run/backends';
import type { Experiment } from '../../core/run/spec';
import { cores } from './machine';

/** Whether threads can share memory here: the page is isolated from others, by headers of its server. */
const canShare = (): boolean => globalThis.crossOriginIsolated === true;

const isWasm = (backend: Experiment['backend']): boolean => backend === 'wasm' || backend === 'wasm-fma';

/** Of as many as are wanted. @param backend that computes the run */
export const threadsOn = (backend: BackendId, wanted: number): number =>
  canShare() && isWasm(backend) ? wanted : 1;

/** What the page knows. */
export interface Place {
  readonly cores: number;
  readonly isolated: boolean;
  /** Served over https, or at localhost. */
  readonly secure: boolean;
}

/** Why there is one thread only, and the way out. */
function unsharedText({ secure }: Place): string {
  const why = 'Threads share memory, which browsers allow only to a page that is isolated from others';
  const way = secure
    ? 'its server has to send “Cross-Origin-Opener-Policy: same-origin” and “Cross-Origin-Embedder-Policy: require-corp”, as npm start does'
    : 'this one is served over plain http: open it over https or at localhost';
  return `${why}: ${way}. Until then one thread computes each algorithm, with the same curve.`;
}

const UNUSED = 'Threads have no effect on this backend';

/** How threads and cores go together. @returns undefined if there is nothing to say */
export function threadsText(
  { rules, seeds, threads, backend }: Pick<Experiment, 'rules' | 'seeds' | 'threads' | 'backend'>,
  place: Place,
): string | undefined {
  if (!place.isolated) return threads > 1 ? unsharedText(place) : undefined;
  if (!isWasm(backend)) return threads > 1 ? `${UNUSED}: one thread computes each algorithm.` : undefined;
  const atOnce = rules.length * seeds.length;
  const each = Math.floor(place.cores / atOnce);
  const runs = `${count(atOnce)} ${atOnce === 1 ? 'run' : 'runs'} at once`;
  const machine = `${count(place.cores)} ${place.cores === 1 ? 'core' : 'cores'}`;
  if (threads > Math.max(1, each))
    return `${machine}, ${runs}: with ${count(threads)} threads each they share cores, which gains nothing.`;
  if (each > 1 && threads !== each) return `${machine}, ${runs}: ${count(each)} threads each would use them.`;
  return undefined;
}

export const here = (): Place => ({
  cores: cores(),
  isolated: canShare(),
  secure: globalThis.isSecureContext !== false,
});
