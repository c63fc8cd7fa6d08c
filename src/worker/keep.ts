/**
 * Keeps a run in the notebook while it trains: its curves, and a checkpoint, always of the same epoch and in one
 * transaction. Runs in the training worker, so that a busy page delays nothing.
 */
import type { Checkpoint } from '../core/run/checkpoint';
import type { RunEvent } from '../core/run/events';
import type { Start } from '../core/run/initialState';
import { Refusal } from '../core/run/refusal';
import { tell } from '../notebook/channel';
import { holdRun } from '../notebook/locks';
import { createPieceCollector } from '../notebook/pieces';
import { NotebookProblem } from '../notebook/problem';
import { afterEvents } from '../notebook/progress';
import { readCheckpoint } from '../notebook/read';
import type { RunKey } from '../notebook/records';
import { keepProgress, restartRun, storable } from '../notebook/write';

/** A run's place in the notebook; `resume`: from its last checkpoint, if there is one. */
export interface KeepOrder {
  readonly key: RunKey;
  readonly resume: boolean;
  /** The notebook has no room for the run's record yet: the page adds it later, and only then can the run be kept. */
  readonly unrecorded?: boolean;
}

export interface Keeper {
  /** Where the run begins. */
  readonly start: Start;
  /** Call with every event, before the next is requested. @param checkpoint as `Run.checkpoint` */
  readonly note: (event: RunEvent, checkpoint: () => Promise<Checkpoint>) => Promise<void>;
  /** Another tab may train the run. */
  readonly release: () => void;
}

/** Milliseconds between two checkpoints, at least. */
const INTERVAL = 1000;
/** Training gets this many times the time that the last checkpoint took. */
const SHARE = 20;
/** Attempts to be the one who trains a run, and milliseconds between them. */
const [HOLD_TRIES, HOLD_PAUSE] = [5, 100];
/** Milliseconds after which a run that has ended tries again to be kept. */
export const RETRY = 3000;

const untracked: Keeper = { start: 'seed', note: async () => undefined, release: () => undefined };

/** There may be room later. */
const isFull = (problem: unknown): boolean => problem instanceof NotebookProblem && problem.kind === 'full';

/** The notebook cannot be used: the run trains without it, and every tab learns why. */
function refuse(key: RunKey, problem: unknown): void {
  if (!(problem instanceof NotebookProblem)) throw problem;
  const { title, detail } = problem;
  const more = isFull(problem) ? `${detail} The latest epochs are kept as soon as there is room.` : detail;
  tell({ what: 'refused', key, problem: { title, detail: more } });
}

const isLast = (event: RunEvent): boolean => event.type === 'summary' || event.type === 'diverged';

/** @returns undefined if another tab trains the run @throws {NotebookProblem} */
async function hold(key: RunKey): Promise<(() => void) | undefined> {
  try {
    for (let tries = 1; tries < HOLD_TRIES; tries++) {
      const release = await holdRun(key);
      if (release) return release;
      // A worker that was ended a moment ago may hold it still.
      await new Promise((resolve) => setTimeout(resolve, HOLD_PAUSE));
    }
    return await holdRun(key);
  } catch (problem) {
    // A claim is a record, too. What two tabs would write is the same.
    if (isFull(problem)) return () => undefined;
    throw problem;
  }
}

/** The first piece replaces what a full storage leaves of an earlier start. @throws {NotebookProblem} */
async function restart(key: RunKey): Promise<void> {
  try {
    await restartRun(key);
  } catch (problem) {
    if (!isFull(problem)) throw problem;
  }
}

/**
 * @param epochs of the whole run: the last one is always kept
 * @throws {Refusal} when another tab trains the run
 */
export async function createKeeper(order: KeepOrder, epochs: number): Promise<Keeper> {
  const { key, resume } = order;
  try {
    const release = await hold(key);
    if (!release)
      throw new Refusal('This run is training in another tab. Go on there, or close that tab and try again.');
    const checkpoint = resume ? await readCheckpoint(key) : undefined;
    if (!checkpoint) await restart(key);
    return keeping(order, epochs, checkpoint ? { checkpoint } : 'seed', release);
  } catch (problem) {
    refuse(key, problem);
    return untracked;
  }
}

function keeping({ key, unrecorded }: KeepOrder, epochs: number, start: Start, release: () => void): Keeper {
  const collector = createPieceCollector();
  /** Since the last transaction. */
  let news: RunEvent[] = [];
  /** Of the last epoch, until it is kept. */
  let last: Checkpoint | undefined;
  let triedAt = performance.now();
  let took = 0;
  let recorded = unrecorded !== true;
  let stopped = false;
  let told = false;
  let ended = false;

  function isDue(event: RunEvent): boolean {
    if (isLast(event)) return true;
    if (event.type !== 'checkpoint') return false;
    return event.epoch === epochs || performance.now() - triedAt >= Math.max(INTERVAL, SHARE * took);
  }

  async function write(checkpoint: Checkpoint | undefined): Promise<void> {
    const events = news;
    const kept = await keepProgress(key, {
      piece: collector.piece(),
      run: (old) => afterEvents(old, events, Date.now()),
      ...(checkpoint ? { checkpoint } : {}),
    });
    if (!kept && !recorded) {
      if (last) last = storable(last);
      return;
    }
    collector.empty();
    news = [];
    last = undefined;
    recorded = true;
    // Deleted in another tab.
    if (!kept) stopped = true;
    if (told) tell({ what: 'kept', key });
    told = false;
  }

  /** Where the storage is full, the next checkpoint tries again, with everything since the last one that fitted. */
  function handle(problem: unknown): void {
    if (!told) refuse(key, problem);
    told = true;
    if (last) last = storable(last);
    if (!isFull(problem)) stopped = true;
  }

  async function attempt(take: () => Promise<Checkpoint | undefined>): Promise<void> {
    const from = performance.now();
    try {
      await write(await take());
    } catch (problem) {
      handle(problem);
    }
    triedAt = performance.now();
    took = triedAt - from;
  }

  /** After the run: until all of it is kept, or the thread ends. */
  function finish(): void {
    if (stopped || news.length === 0) release();
    else setTimeout(() => void attempt(async () => last).then(finish), RETRY);
  }

  async function note(event: RunEvent, take: () => Promise<Checkpoint>): Promise<void> {
    if (stopped) return;
    collector.add(event);
    news.push(event);
    if (!isDue(event)) return;
    ended = isLast(event);
    await attempt(async () => {
      if (event.type === 'checkpoint') {
        const checkpoint = await take();
        last = event.epoch === epochs ? checkpoint : undefined;
        return checkpoint;
      }
      return last;
    });
    if (ended) finish();
  }

  return {
    start,
    note,
    release: () => {
      if (!ended) release();
    },
  };
}
