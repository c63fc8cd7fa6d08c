/**
 * AssemblyScript: threads on shared memory that do a program together. Each is an instance of this module in a worker of
 * its own; thread 0 leads. All walk through the same calls; of a shared call each does its share, others are the leader's,
 * and all meet where the program says so, and after its last shared call.
 *
 * The control block, int32 words in cache lines of 16: see the constants, which src/kernels/wasm/threads/team.ts has, too.
 */
import { after, isShared, meets, replay, share } from './program';
import { at, int } from './lanes';

/** Number of the piece of a program that is being done, from 1. */
const PIECE: i32 = 0;
const FROM: i32 = 1;
const END: i32 = 2;
const THREADS: i32 = 3;
/** Threads that the leader does the work of, itself among them: a bit each. */
const MINE: i32 = 5;
/** How many sleeps a thread may take to begin a piece, before the leader does its work for good. */
const LATE: i32 = 6;
/** Threads at the meeting point, and how many meetings there were. */
const ARRIVED: i32 = 16;
const MEETINGS: i32 = 32;
/** Threads that sleep there. */
const SLEEPERS: i32 = 33;
/** One more than the number of the thread that failed. */
const FAILED: i32 = 48;
/** From here on a line for each thread: its last piece, or LEFT; and its workspace. */
const OWN: i32 = 64;
const LINE: i32 = 16;
const LEFT: i32 = -1;

/** Looks before a thread sleeps: some ten microseconds, because two threads may share one core. */
const LOOKS: i32 = 1500;
/** Nanoseconds of one sleep, and how many of them a thread may take to come to a meeting: two minutes. */
const SLEEP: i64 = 500_000_000;
const LOST: i32 = 240;

// @ts-ignore: decorator
@inline
function lineOf(control: usize, r: i32): usize {
  return at(control, OWN + r * LINE);
}

// @ts-ignore: decorator
@inline
function arrive(control: usize, count: i32): bool {
  if (atomic.add<i32>(at(control, ARRIVED), count) + count < int(control, THREADS)) return false;
  atomic.store<i32>(at(control, ARRIVED), 0);
  atomic.add<i32>(at(control, MEETINGS), 1);
  if (atomic.load<i32>(at(control, SLEEPERS)) > 0) atomic.notify(at(control, MEETINGS), -1);
  return true;
}

/** Sleeps until the meeting is over, or for SLEEP. */
function sleep(control: usize, meeting: i32): void {
  atomic.add<i32>(at(control, SLEEPERS), 1);
  atomic.wait<i32>(at(control, MEETINGS), meeting, SLEEP);
  atomic.sub<i32>(at(control, SLEEPERS), 1);
}

// @ts-ignore: decorator
@inline
function isOver(control: usize, meeting: i32): bool {
  return atomic.load<i32>(at(control, MEETINGS)) != meeting;
}

/** Whether the meeting is over soon. */
function look(control: usize, meeting: i32): bool {
  for (let i = 0; i < LOOKS; i++) if (isOver(control, meeting)) return true;
  return false;
}

/** A thread other than the leader waits for all; whoever owns it ends it if they do not come. */
function meet(control: usize): void {
  const meeting = atomic.load<i32>(at(control, MEETINGS));
  if (arrive(control, 1) || look(control, meeting)) return;
  while (!isOver(control, meeting)) sleep(control, meeting);
}

/** Does the calls as thread r, which is not the leader. */
function follow(control: usize, r: i32): void {
  const T = int(control, THREADS), own = int(lineOf(control, r), 1), end = <usize>int(control, END);
  for (let call = <usize>int(control, FROM); call < end; call = after(call)) {
    if (meets(call)) meet(control);
    if (isShared(call)) share(call, r, T, own);
  }
  // From now on the program may be overwritten.
  meet(control);
}

/** A thread other than the leader: does pieces until the leader goes on without it. Never waits while there is one. */
export function serve(control: usize, r: i32): void {
  const own = lineOf(control, r), piece = at(control, PIECE);
  let done = 0;
  for (;;) {
    let next = atomic.load<i32>(piece);
    for (let i = 0; i < LOOKS && next == done; i++) next = atomic.load<i32>(piece);
    while (next == done) {
      atomic.wait<i32>(piece, done, -1);
      next = atomic.load<i32>(piece);
    }
    if (atomic.cmpxchg<i32>(own, done, next) != done) return;
    done = next;
    follow(control, r);
  }
}

function take(control: usize, threads: i32): void {
  store<i32>(at(control, MINE), int(control, MINE) | threads);
}

/** Of the threads that have not begun this piece, those that never will: the leader's from now on. */
function takeOver(control: usize, T: i32): i32 {
  const last = int(control, PIECE) - 1;
  let taken = 0;
  for (let r = 1; r < T; r++)
    if (!(int(control, MINE) >> r & 1) && atomic.cmpxchg<i32>(lineOf(control, r), last, LEFT) == last) taken |= 1 << r;
  return taken;
}

/** Those that are known to have left. */
function takeLeft(control: usize): void {
  const T = int(control, THREADS);
  for (let r = 1; r < T; r++) if (atomic.load<i32>(lineOf(control, r)) == LEFT) take(control, 1 << r);
}

/** The shares of some threads. */
function shares(control: usize, call: usize, threads: i32): void {
  const T = int(control, THREADS);
  for (let r = 0; r < T; r++)
    if (threads >> r & 1) share(call, r, T, int(lineOf(control, r), 1));
}

/**
 * The leader meets the others. It takes over from threads that never come: then they have done nothing of this piece, and no
 * meeting was before, so that their shares are all of those from `since` to `call`.
 * @returns false if one of them is lost
 */
function lead(control: usize, since: usize, call: usize): bool {
  const meeting = atomic.load<i32>(at(control, MEETINGS));
  if (arrive(control, popcnt(int(control, MINE))) || look(control, meeting)) return true;
  for (let slept = 0; !isOver(control, meeting); slept++) {
    if (slept == LOST || atomic.load<i32>(at(control, FAILED)) != 0) return false;
    sleep(control, meeting);
    if (slept < int(control, LATE) || isOver(control, meeting)) continue;
    const taken = takeOver(control, int(control, THREADS));
    if (taken == 0) continue;
    take(control, taken);
    for (let one = since; one < call; one = after(one)) if (isShared(one)) shares(control, one, taken);
    if (arrive(control, popcnt(taken))) return true;
  }
  return true;
}

/** The end of the last shared call; `from` if none is shared. */
function sharedEnd(from: usize, end: usize): usize {
  let last = from;
  for (let call = from; call < end; ) {
    const next = after(call);
    if (isShared(call)) last = next;
    call = next;
  }
  return last;
}

/**
 * The leader does the calls from `from` to `end` with its threads.
 * @returns false if one of them failed or does not come to a meeting; then memory is half written
 */
export function replayShared(control: usize, from: usize, end: usize): bool {
  const last = sharedEnd(from, end);
  if (last > from) {
    takeLeft(control);
    store<i32>(at(control, FROM), <i32>from);
    store<i32>(at(control, END), <i32>last);
    atomic.add<i32>(at(control, PIECE), 1);
    atomic.notify(at(control, PIECE), -1);
    let since = from;
    for (let call = from; call < last; call = after(call)) {
      if (meets(call)) {
        if (!lead(control, since, call)) return false;
        since = call;
      }
      if (isShared(call)) shares(control, call, int(control, MINE));
      else share(call, 0, 1, 0);
    }
    if (!lead(control, since, last)) return false;
  }
  replay(last, end);
  return true;
}
