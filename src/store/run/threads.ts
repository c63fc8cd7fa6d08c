/** How many threads compute one run on this page, and what to say of their number. */
import { count } from '../../core/format';
import type { BackendId } from '../../core/run/backends';
import type { Experiment } from '../../core/run/spec';
import { canBePipelined } from '../../core/trainer/pipeline/problem';
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

type Chosen = Pick<Experiment, 'rules' | 'seeds' | 'pipeline'>;

/** Who shares the cores: "2 runs", or with a pipeline's stages, each of which has threads of its own, "4 workers". */
function sharers({ rules, seeds, pipeline }: Chosen): { readonly number: number; readonly name: string } {
  const workers = rules.map((rule) => (canBePipelined({ rule }) ? pipeline : 1));
  const number = seeds.length * workers.reduce((sum, one) => sum + one, 0);
  const noun = number === rules.length * seeds.length ? 'run' : 'worker';
  return { number, name: `${count(number)} ${noun}${number === 1 ? '' : 's'}` };
}

/** How threads and cores go together. @returns undefined if there is nothing to say */
export function threadsText(
  experiment: Chosen & Pick<Experiment, 'threads' | 'backend'>,
  place: Place,
): string | undefined {
  const { threads, backend } = experiment;
  if (!place.isolated) return threads > 1 ? unsharedText(place) : undefined;
  if (!isWasm(backend)) return threads > 1 ? `${UNUSED}: one thread computes each algorithm.` : undefined;
  const { number, name } = sharers(experiment);
  const each = Math.floor(place.cores / number);
  const runs = `${name} at once`;
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
