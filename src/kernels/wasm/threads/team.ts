/**
 * Threads that compute one run's steps together, on the backend's memory (wasm/team.ts). Each is a worker with an instance of
 * the project's module. What a call computes does not depend on how many there are.
 */
import { SMALL } from '../../../core/cost/sharing';
import type { Assembly } from '../assembly';
import { changeMemory, type Opened, openedMemory, rowsOfBlock, type WasmMemory } from '../memory';
import { arrange } from './arrange';
import { FAILED, LATE, LEFT, MINE, PIECE, pieceOf, THREADS, wordsFor, workspaceOf } from './control';
import type { Helper, StartHelper } from './helpers';
import { sharedCalls } from './sharedCalls';

/** Milliseconds in which a helper must be ready. */
const START = 10_000;
const WORD = 4;
/** Numbers of a cache line. */
const LINE = 16;

/** A number of bytes that begins at a cache line. */
function allocateLines(opened: Opened, words: number): { readonly place: number; readonly free: () => void } {
  const { heap } = opened;
  const start = heap.allocate(WORD * (words + LINE));
  const line = WORD * LINE;
  return { place: Math.ceil(start / line) * line, free: () => heap.free(start) };
}

/** Workspace for each thread, as large as the largest request so far: requests move no workspace, steps do. */
function createWorkspaces(opened: Opened, threads: number, write: (rank: number, place: number) => void) {
  let [wanted, size] = [0, 0];
  let free = (): void => undefined;
  return {
    want: (elements: number): void => {
      wanted = Math.max(wanted, elements);
    },
    ready: (): void => {
      if (wanted <= size) return;
      free();
      const each = LINE * Math.ceil(wanted / LINE);
      const block = allocateLines(opened, threads * each);
      for (let rank = 0; rank < threads; rank++) write(rank, block.place + WORD * rank * each);
      size = each;
      free = block.free;
    },
  };
}

/** Resolves in any case. @returns whether the helper is ready in time */
async function isReady({ ready }: Helper): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, START, false);
  });
  return Promise.race([ready.then(() => true), late])
    .catch(() => false)
    .finally(() => clearTimeout(timer));
}

/** What tests choose otherwise. */
interface Tuning {
  /** Multiplications with additions that are worth sharing; by default `SMALL`. */
  readonly least?: number;
  /** Half seconds in which a thread must begin its share. */
  readonly late?: number;
}

/** The control block, and what is done with it. */
function createControl(opened: Opened, threads: number, { late = 10 }: Tuning) {
  const { memory } = opened;
  const { place } = allocateLines(opened, wordsFor(threads));
  const words = (): Int32Array => memory.wholes(place, wordsFor(threads));
  Object.assign(words().fill(0), { [THREADS]: threads, [MINE]: 1, [LATE]: late });
  return {
    place,
    setWorkspace: (rank: number, at: number): void => {
      words()[workspaceOf(rank)] = at;
    },
    /** The leader goes on without it, unless it is in the middle of a piece. */
    leave: (rank: number): void => {
      Atomics.compareExchange(words(), pieceOf(rank), Atomics.load(words(), PIECE), LEFT);
    },
    /** Threads that take part, with the leader. */
    present: (): number => {
      let count = 1;
      for (let rank = 1; rank < threads; rank++)
        if (Atomics.load(words(), pieceOf(rank)) !== LEFT) count += 1;
      return count;
    },
    /** Pieces of programs that were shared so far. */
    pieces: (): number => Atomics.load(words(), PIECE),
    /** From 1; 0 if none failed. */
    failed: (): number => Atomics.load(words(), FAILED),
  };
}

export interface Team {
  /** Threads that take part now, with the leader. */
  readonly present: () => number;
  /** Pieces of programs that they did together. */
  readonly pieces: () => number;
  /** Ends the helpers; what is computed afterwards is the leader's. */
  readonly end: () => void;
}

/** Does a piece of a program. @throws Error naming the thread that is lost, and what to do */
function createRunner(
  assembly: Assembly,
  control: ReturnType<typeof createControl>,
  reasons: ReadonlyMap<number, string>,
  end: () => void,
) {
  return (from: number, to: number): void => {
    let done = false;
    try {
      done = assembly.replayShared(control.place, from, to) !== 0;
    } finally {
      if (!done) end();
    }
    if (done) return;
    const rank = control.failed() - 1;
    const why = reasons.get(rank);
    const which = rank > 0 ? `Thread ${rank + 1}` : 'A thread';
    throw new Error(
      `${which} of this run stopped in the middle of a step${why ? `: ${why}` : ''}. Train again, with fewer threads if it stops again.`,
    );
  };
}

/**
 * Starts threads 1 to `threads` − 1. Call after the module was opened on shared memory, and not while a run is open. Of two
 * teams, end the first before.
 */
export async function startTeam(threads: number, start: StartHelper, tuning: Tuning = {}): Promise<Team> {
  const opened = openedMemory();
  const { module, memory } = opened.parts;
  const { assembly } = opened.memory;
  const control = createControl(opened, threads, tuning);
  const workspaces = createWorkspaces(opened, threads, control.setWorkspace);
  const reasons = new Map<number, string>();
  const ranks = Array.from({ length: threads - 1 }, (_, i) => i + 1);
  const helpers = ranks.map((rank) =>
    start({ module, memory, control: control.place, rank, rows: rowsOfBlock() }, (reason) => {
      reasons.set(rank, reason);
      control.leave(rank);
    }),
  );
  const ready = await Promise.all(helpers.map(isReady));
  for (const [i, rank] of ranks.entries()) if (!ready[i]) control.leave(rank);
  let over = false;
  const end = (): void => {
    over = true;
    for (const helper of helpers) helper.end();
    for (const rank of ranks) control.leave(rank);
  };
  const run = createRunner(assembly, control, reasons, end);
  const arranging = { threads, least: tuning.least ?? SMALL };
  const arranged = (words: number[]): void => arrange(words, arranging);
  const replay = (from: number, to: number): void => {
    if (over) assembly.replay(from, to);
    else {
      workspaces.ready();
      run(from, to);
    }
  };
  changeMemory(
    (own): WasmMemory => ({
      ...own,
      assembly: sharedCalls(own, opened.heap, arranged, replay),
      arrange: arranged,
      workspace: (elements) => {
        workspaces.want(elements);
        return own.workspace(elements);
      },
    }),
  );
  return { present: () => (over ? 1 : control.present()), pieces: control.pieces, end };
}
