/**
 * Who does the calls of a program, and where the threads meet: written into each call's first word for wasm/team.ts. Threads
 * meet before a call that reads what others write, or writes what they read or write, since the last meeting; as long as
 * each needs its own columns alone, none waits.
 */
import { COLUMNS } from '../../../core/cost/calls';
import { areWorth } from '../../../core/cost/sharing';
import { type Call, callIds, lengthOf } from '../tape/program';
import { type Effect, effects, type Span } from './effects';

/** Flags above a call's code, see wasm/program.ts. */
export const [MEETS, SHARED, OWN] = [1 << 8, 1 << 9, 1 << 10] as const;

export interface Arranging {
  readonly threads: number;
  /** Multiplications with additions below which a call takes less time than a meeting. */
  readonly least: number;
}

/** Numbers that a call since the last meeting reads or writes. */
interface Touched extends Span {
  readonly byLeader: boolean;
}

const overlap = (a: Span, b: Span): boolean => a.from < b.from + b.bytes && b.from < a.from + a.bytes;

/** Whether the later one of two must wait until all threads have done the earlier. */
function waits(earlier: Touched, later: Touched): boolean {
  if (!(earlier.writes || later.writes) || !overlap(earlier, later)) return false;
  if (earlier.byLeader && later.byLeader) return false;
  const own = earlier.columns !== undefined && earlier.columns === later.columns;
  return !(own && earlier.from === later.from);
}

const plain = ({ from, bytes, writes }: Span): Span => ({ from, bytes, writes });

/** What a call touches that is done by the leader, by all threads in some way, or by each thread for its columns. */
const touchedBy = {
  leader: ({ spans, scratch }: Effect): Touched[] =>
    [...spans, ...(scratch ? [scratch] : [])].map((span) => ({ ...plain(span), byLeader: true })),
  all: ({ spans }: Effect): Touched[] => spans.map((span) => ({ ...plain(span), byLeader: false })),
  own: ({ spans }: Effect): Touched[] => spans.map((span) => ({ ...span, byLeader: false })),
};

/** A piece's calls. @returns where each begins, and its effect */
function effectsIn(words: readonly number[]): { readonly at: number; readonly effect: Effect }[] {
  const found: { at: number; effect: Effect }[] = [];
  for (let at = 0; at < words.length; ) {
    const call = callIds[words[at] as number] as Call;
    const end = at + lengthOf(call);
    found.push({ at, effect: effects[call](words.slice(at + 1, end)) });
    at = end;
  }
  return found;
}

/** Sets the flags of a piece's calls. @param words calls in a row, as `encode` writes them; they are changed */
export function arrange(words: number[], { threads, least }: Arranging): void {
  const calls = effectsIn(words);
  let touched: Touched[] = [];
  const conflicts = (next: readonly Touched[]): boolean =>
    next.some((later) => touched.some((earlier) => waits(earlier, later)));
  const flags = calls.map(({ effect }) => {
    const isOwn = (effect.columns ?? 0) >= 2 * COLUMNS * threads;
    // Where threads are under way, a small call is done in passing.
    const joins = isOwn && touched.some(({ byLeader }) => !byLeader);
    const isShared = effect.work > 0 && (effect.work >= least || joins);
    const next = touchedBy[!isShared ? 'leader' : isOwn ? 'own' : 'all'](effect);
    const meets = conflicts(next);
    touched = meets ? next : [...touched, ...next];
    return (meets ? MEETS : 0) | (isShared ? SHARED : 0) | (isShared && isOwn ? OWN : 0);
  });
  const work = calls.reduce((sum, { effect }) => sum + effect.work, 0);
  // After the last shared call all meet once more.
  const last = flags.findLastIndex((flag) => (flag & SHARED) !== 0);
  const meetings = 1 + flags.slice(0, last + 1).filter((flag) => (flag & MEETS) !== 0).length;
  if (last < 0 || !areWorth(work, meetings, least)) return;
  for (const [i, { at }] of calls.entries()) words[at] = (words[at] as number) | (flags[i] as number);
}
