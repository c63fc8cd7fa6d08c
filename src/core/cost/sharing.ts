/**
 * How threads share a step's calls: who does them, and where all meet. Mirrors what `arrange` of src/kernels/wasm/threads
 * decides for a recorded step; a test there compares both. After layers too narrow to be shared by columns it counts a
 * meeting too many here and there, because it does not know which calls write what others read.
 */
import { COLUMNS, type Dealt, type StepCall } from './calls';

/** Multiply-adds below which a call is one thread's, unless all are under way. */
export const SMALL = 2 ** 17;
/** A sleeping thread takes as long to wake as so many small calls. */
const WAKING = 16;
/** Work between two meetings from which sharing it takes less time than one thread, in small calls. */
const BETWEEN = 8;

/** The part of the thread that has most to do, 0 … 1; dealt out as `begin` of wasm/lanes.ts does. */
export function largestShare({ count, unit }: Dealt, threads: number): number {
  const units = Math.ceil(count / unit);
  const begin = (thread: number): number => Math.min(count, Math.floor((units * thread) / threads) * unit);
  let most = 0;
  for (let thread = 0; thread < threads; thread++) most = Math.max(most, begin(thread + 1) - begin(thread));
  return most / count;
}

/** What was computed since the threads last met: nothing, some of it by the leader or by all, or columns of so many by each. */
export type Since = 'nothing' | 'leader' | 'all' | number;

export interface Sharing {
  readonly shared: boolean;
  /** What is dealt out, if it is shared. */
  readonly dealt: Dealt;
  /** All threads meet before it. */
  readonly meets: boolean;
  readonly since: Since;
}

/** Who does a call, and whether threads wait for each other before it: as `arrange` of src/kernels/wasm/threads decides. */
export function sharingOf(call: StepCall, since: Since, threads: number): Sharing {
  const { columns, otherwise } = call;
  const own = columns !== undefined && columns >= 2 * COLUMNS * threads ? columns : undefined;
  const underWay = since === 'all' || typeof since === 'number';
  const shared = call.work > 0 && (call.work >= SMALL || (own !== undefined && underWay));
  const goesOn = shared ? since === own && call.needs === 'own' : since === 'leader';
  return {
    ...{ shared, dealt: own === undefined ? otherwise : { count: own, unit: COLUMNS } },
    ...{ meets: since !== 'nothing' && !goesOn, since: shared ? (own ?? 'all') : 'leader' },
  };
}

/**
 * Whether calls in a row are worth waking threads for, which then meet so often: what each saves between two meetings must take
 * longer than a meeting.
 * @param work of all @param least what takes about as long as a meeting
 */
export const areWorth = (work: number, meetings: number, least = SMALL): boolean =>
  work >= WAKING * least && work >= BETWEEN * least * meetings;
