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
import { keepProgress, restartRun } from '../notebook/write';

/** A run's place in the notebook; `resume`: from its last checkpoint, if there is one. */
export interface KeepOrder {
  readonly key: RunKey;
  readonly resume: boolean;
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

const untracked: Keeper = { start: 'seed', note: async () => undefined, release: () => undefined };

/** The notebook cannot be used: the run trains without it, and every tab learns why. */
function refuse(key: RunKey, problem: unknown): void {
  if (!(problem instanceof NotebookProblem)) throw problem;
  const { title, detail } = problem;
  tell({ what: 'refused', key, problem: { title, detail } });
}

const isLast = (event: RunEvent): boolean => event.type === 'summary' || event.type === 'diverged';

/**
 * @param epochs of the whole run: the last one is always kept
 * @throws {Refusal} when another tab trains the run
 */
export async function createKeeper({ key, resume }: KeepOrder, epochs: number): Promise<Keeper> {
  try {
    const release = await holdRun(key);
    if (!release)
      throw new Refusal('This run is training in another tab. Go on there, or close that tab and try again.');
    const checkpoint = resume ? await readCheckpoint(key) : undefined;
    if (!checkpoint) await restartRun(key);
    return keeping(key, epochs, checkpoint ? { checkpoint } : 'seed', release);
  } catch (problem) {
    refuse(key, problem);
    return untracked;
  }
}

function keeping(key: RunKey, epochs: number, start: Start, release: () => void): Keeper {
  const collector = createPieceCollector();
  /** Since the last transaction. */
  let news: RunEvent[] = [];
  let triedAt = performance.now();
  let took = 0;
  let stopped = false;
  let told = false;

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
    collector.empty();
    news = [];
    told = false;
    // Deleted in another tab.
    if (!kept) stopped = true;
  }

  /** Where the storage is full, the next checkpoint tries again, with everything since the last one that fitted. */
  function handle(problem: unknown): void {
    if (!told) refuse(key, problem);
    told = true;
    if (!(problem instanceof NotebookProblem && problem.kind === 'full')) stopped = true;
  }

  async function note(event: RunEvent, take: () => Promise<Checkpoint>): Promise<void> {
    if (stopped) return;
    collector.add(event);
    news.push(event);
    if (!isDue(event)) return;
    const from = performance.now();
    try {
      await write(event.type === 'checkpoint' ? await take() : undefined);
    } catch (problem) {
      handle(problem);
    }
    triedAt = performance.now();
    took = triedAt - from;
    if (isLast(event)) release();
  }

  return { start, note, release };
}
